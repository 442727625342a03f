/** The operator's made HOME on the jumphost. */
export const checkoutFolder = "openstack-caracal-ipv4";

export const home: Readonly<Record<string, string>> = {
  "admin-openrc": [
    "export OS_AUTH_URL=http://10.12.12.50:5000/v3",
    "export OS_USERNAME=admin",
    "export OS_PROJECT_NAME=admin",
    "export OS_USER_DOMAIN_NAME=admin_domain",
    "export OS_PROJECT_DOMAIN_NAME=admin_domain",
    "export OS_IDENTITY_API_VERSION=3",
    "",
  ].join("\n"),
  "openstack-baseline/README": "Baselines and controller backups. Secret-adjacent: never committed.\n",
  [`${checkoutFolder}/README.md`]: "The site's runbooks and scripts.\n",
  [`${checkoutFolder}/asbuilt/.gitkeep`]: "",
};
