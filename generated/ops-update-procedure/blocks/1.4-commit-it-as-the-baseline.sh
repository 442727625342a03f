git add asbuilt/"${RB_pre}"
git commit -m "ops-update-${RB_date}: BOM before the change"
