/** Readings of clusters and what runs in them. */
import type { Readings } from "../../reading-form.ts";

const printed = "-o,--output= --template= --allow-missing-template-keys? --show-managed-fields?";
const chosen = "-f,--filename= -k,--kustomize= -R,--recursive? -l,--selector=";
const everywhere = "-A,--all-namespaces?";
const dry = `--dry-run? ${printed} ${chosen} --field-manager= --validate? --server-side? --force-conflicts?`;
const kubectl = "kubectl,oc";

/** The same readings behind other words: `k8s kubectl get`. */
function behind(words: string, readings: Readings): Readings {
  return Object.fromEntries(
    Object.entries(readings).flatMap(([key, form]) =>
      key
        .slice(key.indexOf(" ") + 1)
        .split(", ")
        .map((verb) => [`${words} ${verb}`, form]),
    ),
  );
}

const kubectlVerbs: Readings = {
  [`${kubectl} get`]: `${printed} ${chosen} ${everywhere} --chunk-size= --field-selector= --ignore-not-found? -L,--label-columns= --no-headers? --output-watch-events? --raw= --server-print? --show-kind? --show-labels? --sort-by= --subresource= -w,--watch? --watch-only? NAME...`,
  [`${kubectl} describe`]: `${chosen} ${everywhere} --chunk-size= --show-events? NAME...`,
  [`${kubectl} logs`]:
    "--all-containers? --all-pods? -c,--container= -f,--follow? --ignore-errors? --insecure-skip-tls-verify-backend? --limit-bytes= --max-log-requests= --pod-running-timeout= --prefix? -p,--previous? -l,--selector= --since= --since-time= --tail= --timestamps? NAME CONTAINER",
  [`${kubectl} top`]: `${everywhere} --containers? --field-selector= --no-headers? -l,--selector= --sort-by= --sum? --show-capacity? --use-protocol-buffers? NAME...`,
  [`${kubectl} version`]: "--client? --short? -o,--output=",
  [`${kubectl} cluster-info`]: "",
  [`${kubectl} api-resources, api-versions`]:
    "--api-group= --cached? --categories= --namespaced? --no-headers? -o,--output= --sort-by= --verbs=",
  [`${kubectl} explain`]: "--api-version= -o,--output= --recursive? RESOURCE",
  [`${kubectl} events`]: `${printed} ${everywhere} --chunk-size= --for= --no-headers? --types= -w,--watch?`,
  [`${kubectl} diff`]: `${chosen} --concurrency= --field-manager= --force-conflicts? --prune? --prune-allowlist= --server-side? --show-managed-fields?`,
  [`${kubectl} wait`]: `${printed} -f,--filename= -R,--recursive? -l,--selector= ${everywhere} --all? --field-selector= --for= --local? --timeout= NAME...`,
  [`${kubectl} kustomize`]: "--load-restrictor= -e,--env= DIRECTORY",
  [`${kubectl} auth can-i`]: `${everywhere} --list? --no-headers? -q,--quiet? --subresource= WORD...`,
  [`${kubectl} auth whoami`]: printed,
  [`${kubectl} config view`]: `${printed} --flatten? --merge? --minify? --raw?`,
  [`${kubectl} config get-contexts, config get-clusters`]: "--no-headers? -o,--output= NAME",
  [`${kubectl} rollout status`]: `${chosen} --revision= --timeout= -w,--watch? NAME...`,
  [`${kubectl} rollout history`]: `${printed} ${chosen} --revision= NAME...`,
  [`${kubectl} options, help, completion, adm top`]: "WORD...",
  [`${kubectl} status, projects, whoami`]: "-o,--output= -t,--show-token -c,--show-context --show-server -q --short --suggest",
  [`${kubectl} apply`]: `${dry} --all? --force? --overwrite? --prune? --prune-allowlist= --subresource= --wait? --timeout=`,
  [`${kubectl} create`]: `${dry} --save-config? --from-literal= --from-file= --from-env-file= --type= --image= --cert= --key= --docker-server= --docker-username= --docker-password= --docker-email= -r,--replicas= --port= --clusterrole= --role= --serviceaccount= --user= --group= --verb= --resource= --resource-name= --tcp= --schedule= --hard= --class= --rule= --clusterip= --external-name= --append-hash? NAME...`,
  [`${kubectl} run`]: `${dry} --image= --restart= --port= --env= --labels= --command? --overrides= NAME WORD...`,
  [`${kubectl} delete`]: `${dry} ${everywhere} --all? --cascade? --field-selector= --force? --grace-period= --ignore-not-found? --now? --timeout= --wait? NAME...`,
  [`${kubectl} patch`]: `${dry} --local? -p,--patch= --patch-file= --subresource= --type= NAME...`,
  [`${kubectl} drain, cordon, uncordon`]: `${dry} --chunk-size= --delete-emptydir-data? --disable-eviction? --force? --grace-period= --ignore-daemonsets? --pod-selector= --timeout= NODE...`,
  [`${kubectl} label, annotate`]: `${dry} ${everywhere} --all? --field-selector= --list? --local? --overwrite? --resource-version= NAME...`,
  [`${kubectl} set`]: `${dry} --all? -c,--containers= -e,--env= --from= --limits= --local? --overwrite? --prefix= --requests= NAME...`,
  [`${kubectl} scale, taint, replace, expose, autoscale, rollout undo`]: `${dry} --replicas= --current-replicas= --overwrite? --all? --force? --resource-version= --port= --target-port= --name= --type= --min= --max= --to-revision= NAME...`,
};

const kubectlGlobal =
  "--as= --as-group= --as-uid= --cache-dir= --certificate-authority= --client-certificate= --client-key= --cluster= --context= --disable-compression? --insecure-skip-tls-verify? --kubeconfig= --match-server-version? -n,--namespace= --password= --request-timeout= -s,--server= --tls-server-name= --token= --user= --username= -v,--v= --warnings-as-errors?";
const linkerd =
  "--context= --kubeconfig= -n,--namespace= -L,--linkerd-namespace= --cni-namespace= --api-addr= --as= --as-group= --verbose? -o,--output= --wait=";
const rendered =
  "--set= --set-string= --set-file= --set-json= -f,--values= --crds? --ha? --ignore-cluster? --linkerd-cni-enabled? --force? --skip-checks? --controller-replicas= --cluster-domain= --identity-trust-domain= --identity-trust-anchors-file= --identity-issuer-certificate-file= --identity-issuer-key-file= --identity-external-issuer? --identity-external-ca?";
const argocd =
  "--server= --auth-token= --grpc-web --grpc-web-root-path= --insecure --plaintext --core --client-crt= --client-crt-key= --server-crt= -H,--header= --kube-context= --argocd-context= --config= --logformat= --loglevel= --port-forward --port-forward-namespace= --http-retry-max= --prompts-enabled? --redis-name= --server-name= -N,--app-namespace= --project= -o,--output=";
const kops = "--name= --state= --config= -v,--v= -o,--output=";
const helm =
  "-n,--namespace= --kube-context= --kubeconfig= --kube-apiserver= --kube-token= --kube-ca-file= --kube-insecure-skip-tls-verify --debug --registry-config= --repository-cache= --repository-config= --burst-limit= --qps= -o,--output=";
const helmChart =
  "-f,--values= --set= --set-string= --set-file= --set-json= --set-literal= --version= --repo= --devel --ca-file= --username= --password= --insecure-skip-tls-verify --plain-http --verify --keyring=";

export const clusterReadings: Readings = {
  [kubectl]: kubectlGlobal,
  ...kubectlVerbs,
  k8s: kubectlGlobal,
  ...behind("k8s kubectl", kubectlVerbs),
  "k8s status, get, config, inspect": "--output-format= --timeout= --wait-ready NAME...",
  microk8s: kubectlGlobal,
  ...behind("microk8s kubectl", kubectlVerbs),
  "microk8s status": "--wait-ready -w -t= --timeout= --format= -a=",

  helm,
  "helm list, ls":
    "-a,--all -A,--all-namespaces -d,--date -f,--filter= -m,--max= --no-headers --offset= --pending --failed --deployed --superseded --uninstalled --uninstalling -r,--reverse -l,--selector= -q,--short --time-format=",
  "helm status, history": "--revision= --show-desc --show-resources --max= RELEASE",
  "helm get": "--revision= --template= -a,--all WORD...",
  "helm show, lint": `${helmChart} --jsonpath= --strict --quiet --with-subcharts --kube-version= WORD...`,
  "helm search": "-l,--versions -r,--regexp --version= --devel --max-col-width= --list-repo-url --endpoint= --fail-on-no-result WORD...",
  "helm template": `${helmChart} -a,--api-versions= --kube-version= --include-crds --is-upgrade --no-hooks --release-name -s,--show-only= --skip-crds --skip-tests --validate -g,--generate-name --name-template= --disable-openapi-validation NAME CHART`,
  "helm diff": `${helmChart} --allow-unreleased --context= --no-color --color --detailed-exitcode --reset-values --reuse-values --suppress= --suppress-secrets --show-secrets -q --three-way-merge --include-tests --no-hooks -C= WORD...`,
  "helm install, upgrade, uninstall, rollback": `${helmChart} --dry-run? -i,--install --create-namespace --wait --atomic --timeout= --no-hooks --reset-values --reuse-values --reset-then-reuse-values --history-max= --description= --replace --skip-crds --keep-history --force NAME...`,
  "helm version": "--short --template= -c,--client",
  "helm dependency list, repo list": "--max-col-width= CHART",

  clusterctl: "-n,--namespace= --kubeconfig= --kubeconfig-context= --config= -v,--v=",
  "clusterctl describe": "--show-conditions= --show-machinesets --show-resourcesets --grouping? --disable-grouping --echo --color NAME...",
  "clusterctl version, get, upgrade plan": "-o,--output= NAME",

  linkerd,
  "linkerd check":
    "--pre? --proxy? --crds? --config? --linkerd-cni-enabled? --cni-namespace= --expected-version= --control-plane-version= --single-namespace? --cli-version-override=",
  "linkerd viz check, jaeger check, multicluster check": "--proxy? --pre?",
  "linkerd install, upgrade, prune, uninstall": rendered,
  "linkerd viz install, viz uninstall, jaeger install, jaeger uninstall, multicluster install, multicluster uninstall": rendered,
  "linkerd multicluster link, multicluster link-gen, multicluster unlink, multicluster allow":
    "--cluster-name= --gateway= --gateway-name= --gateway-namespace= --gateway-addresses= --gateway-port= --service-account= --service-account-name= --api-server-address= --set= -f,--values= --control-plane-version= --log-level= --log-format= --enable-gateway? --enable-namespace-creation? --ha? --selector= --only-controller?",
  "linkerd multicluster gateways": "--cluster-name= -w,--wait=",
  "linkerd inject, uninject":
    "--manual? --ingress? --enable-debug-sidecar? --proxy-image= --proxy-version= --proxy-cpu-request= --proxy-cpu-limit= --proxy-memory-request= --proxy-memory-limit= --proxy-log-level= --skip-inbound-ports= --skip-outbound-ports= --opaque-ports= --native-sidecar? --default-inbound-policy= --disable-identity? --disable-tap? --access-log= --close-wait-timeout= --set= --init-image= --init-image-version= --image-pull-policy= --require-identity-on-inbound-ports= --wait-before-exit-seconds= --shutdown-grace-period= FILE...",
  "linkerd version": "--client? --short? --proxy?",
  "linkerd identity, diagnostics, authz": "-l,--selector= --proxy? --obfuscate? --wait= WORD...",
  "linkerd profile, viz profile":
    "--open-api= --proto= --tap= --tap-duration= --tap-route-limit= --template? --ignore-cluster? --cluster-domain= NAME",
  "linkerd viz stat, viz stat-inbound, viz stat-outbound, viz routes, viz edges, viz top, viz tap":
    "-A,--all-namespaces? --from= --from-namespace= --to= --to-namespace= -l,--selector= -t,--time-window= --unmeshed? --max-rps= --method= --path= --scheme= --authority= --hide-sources? --routes? NAME...",
  "linkerd viz list, jaeger list": "-A,--all-namespaces?",

  argocd,
  "argocd app get": "--show-params --show-operation --timeout= NAME",
  "argocd app list": "-l,--selector= -p,--project= -r,--repo= -c,--cluster= NAME...",
  "argocd app diff": "--exit-code? --revision= --revisions= --source-positions= --server-side-generate? NAME",
  "argocd app history, app resources, app manifests": "--id= --orphaned --revision= --source= --source-positions= NAME...",
  "argocd app logs":
    "-c,--container= --filter= -f,--follow --group= --kind= --name= --namespace= --since-seconds= --tail= --until-time= -p,--previous NAME",
  "argocd app wait": "--delete --health --operation --sync --suspended --degraded --hydrated --resource= -l,--selector= --timeout= NAME...",
  "argocd app sync, app create, app set, appset create":
    "--dry-run --revision= --prune --force --strategy= --resource= -l,--selector= --path= --repo= --dest-server= --dest-namespace= --dest-name= --upsert --async --preview-changes --timeout= WORD...",
  "argocd appset list, appset get, cluster list, cluster get, repo list, repo get, proj list, proj get, account list, account get, account get-user-info, account can-i, cert list, gpg list, context":
    "-l,--selector= -p,--project= --account= --cert-type= --hostname-pattern= --sort= --show-params NAME...",
  "argocd admin settings":
    "--argocd-cm-path= --argocd-secret-path= --load-cluster-settings --context= --kubeconfig= -n,--namespace= --default-role= --policy-file= --group= WORD...",
  "argocd version": "-c,--client --short",

  kops,
  "kops get": "--full -f --ca-bundle NAME...",
  "kops validate": "--wait= --count= --interval= --api-server= --kubeconfig= --use-kubeconfig --max-unready-nodes= WORD...",
  "kops update cluster":
    "--allow-kops-downgrade --api-server= --ignore-kubelet-version-skew --instance-group= --instance-group-roles= --internal --lifecycle-overrides= --phase= --prune --ssh-public-key= --use-kubeconfig --target= --out= -y,--yes NAME",
  "kops rolling-update cluster":
    "--api-server= --bastion-interval= --cloudonly --control-plane-interval= --master-interval= --drain-timeout= --fail-on-drain-error --fail-on-validate-error --force --instance-group= --instance-group-roles= -i,--interactive --node-interval= --post-drain-delay= --use-kubeconfig --validate-count= --validation-timeout= NAME",
  "kops delete cluster": "--count= --interval= --region= --wait= --external --unregister NAME",
  "kops toolbox template":
    "--channel= --config-value= --fail-on-missing --format-yaml --set= --set-string= --snippets= --template= --values= FILE...",
  "kops version": "--short",
  "kind,k3d,minikube": "-n,--name= -p,--profile= -o,--output= -q,--quiet -v= --alsologtostderr",
  "kind,k3d,minikube get, kubeconfig get, cluster list, node list, config get, logs": "--no-headers --internal -f --length= NAME...",
  "kustomize build": "--load-restrictor= --as-current-user -e,--env= --reorder= DIRECTORY",
  kubeseal:
    "-o,--format= --cert= -n,--namespace= --scope= --controller-name= --controller-namespace= --fetch-cert --validate --name= --raw --from-file= --kubeconfig= --context= --re-encrypt FILE",
  flux: "-n,--namespace= --context= --kubeconfig= --timeout= --verbose",
  "flux get, logs, events, stats, tree, trace, diff":
    "-A,--all-namespaces --all --kind= --name= --level= --since= --tail= -f,--follow --path= -w,--watch --no-header WORD...",
  "flux check": "--pre",
  "istioctl,cilium,hubble,calicoctl,cmctl": "-n,--namespace= --context= --kubeconfig= -i,--istioNamespace= -o,--output= -c",
  "istioctl,cilium,hubble,calicoctl,cmctl proxy-status, proxy-config, ps, pc, get, describe, x describe, observe, status, node status, ipam show, analyze, check api, status certificate":
    "-A,--all-namespaces --wait --last= --pod= --verdict= --port= --fqdn= --address= --direction= --show-blocks --wide WORD...",
  "crictl,ctr": "-n,--namespace= -r,--runtime-endpoint= -i,--image-endpoint= -t,--timeout= -a,--address= -D,--debug -c,--config=",
  "crictl,ctr ps, pods, images, img, inspect, inspecti, inspectp, stats, statsp, info, image ls, images ls, container ls, containers ls, task ls, tasks ls":
    "-a,--all -q,--quiet -o,--output= --name= --pod= --state= -s --label= --image= --no-trunc -v,--verbose NAME...",
  "crictl,ctr logs": "-f,--follow --tail= --since= -p,--previous --timestamps NAME",
  skopeo: "--debug --insecure-policy --policy= --tmpdir= --command-timeout=",
  "skopeo inspect, list-tags, manifest-digest":
    "--raw --config --format= --tls-verify? --creds= --authfile= --no-creds --cert-dir= -n,--no-tags NAME...",
  "step certificate inspect, certificate verify, certificate lint, certificate fingerprint, certificate needs-renewal, crypto jwt inspect":
    "--format= --short --bundle --roots= --insecure --servername= --sha1 --host= --expires-in= --verbose FILE",
  "step ca health, ca roots": "--ca-url= --root=",
};
