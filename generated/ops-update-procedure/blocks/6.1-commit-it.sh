git add asbuilt/"${RB_post}"
git commit -m "ops-update-${RB_date}: BOM after the change"
