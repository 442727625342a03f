diff --old-line-format='- %L' --new-line-format='+ %L' --unchanged-line-format='' \
    asbuilt/"${RB_pre}"/bundle-exported.yaml asbuilt/"${RB_post}"/bundle-exported.yaml \
  | awk '!/^[-+] +revision: [0-9]+$/'
