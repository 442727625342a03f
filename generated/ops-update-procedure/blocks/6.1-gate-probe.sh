git status --porcelain asbuilt
