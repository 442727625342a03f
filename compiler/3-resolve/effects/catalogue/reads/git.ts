/** Readings of a git repository. What runs a program or writes a file has no place here: `--ext-diff`, `--output`. */
import type { Readings } from "../../reading-form.ts";

const color = "--color? --no-color --abbrev? --no-abbrev --column? --no-column";
const diff = `-p,-u,--patch -s,--no-patch -U,--unified= --raw --patch-with-raw --patch-with-stat --numstat --shortstat --stat? --summary --compact-summary --dirstat? --cumulative --check --name-only --name-status -z -M,--find-renames? -C,--find-copies? --find-copies-harder --no-renames -B? -D,--irreversible-delete -l= -S= -G= --pickaxe-all --pickaxe-regex -R -a,--text -b,--ignore-space-change -w,--ignore-all-space --ignore-space-at-eol --ignore-cr-at-eol --ignore-blank-lines -I,--ignore-matching-lines= -W,--function-context --inter-hunk-context= --diff-filter= --diff-algorithm= --minimal --patience --histogram --anchored= --word-diff? --word-diff-regex= --color-words? --color-moved? --no-color-moved --full-index --binary --relative? --no-relative --src-prefix= --dst-prefix= --no-prefix --line-prefix= --submodule? --ignore-submodules? --exit-code --quiet --no-ext-diff --no-textconv --no-indent-heuristic --indent-heuristic -m -c --cc --combined-all-paths --merge-base ${color}`;
const commits = `-# -n,--max-count= --skip= --since= --after= --until= --before= --author= --committer= --grep= --all-match --invert-grep -i,--regexp-ignore-case -E,--extended-regexp -F,--fixed-strings -P,--perl-regexp --merges --no-merges --min-parents= --max-parents= --first-parent --all --branches? --tags? --remotes? --glob= --exclude= --reflog --cherry --cherry-pick --cherry-mark --left-right --left-only --right-only --boundary --ancestry-path --simplify-by-decoration --simplify-merges --full-history --dense --sparse --show-pulls -g,--walk-reflogs --merge --topo-order --date-order --author-date-order --reverse --no-walk? --pretty? --format= --oneline --abbrev-commit --no-abbrev-commit --encoding= --date= --relative-date --parents --children --graph --no-graph --show-linear-break? --show-signature --no-show-signature --decorate? --no-decorate --decorate-refs= --decorate-refs-exclude= --clear-decorations --source --mailmap,--use-mailmap --no-mailmap --follow --full-diff --log-size -L= -t -r --notes? --no-notes --ignore-missing --stdin -q`;
const refs = `--sort= --format= --points-at= --contains? --no-contains? --with= --without= --merged? --no-merged? -i,--ignore-case ${color}`;

export const gitReadings: Readings = {
  git: "-C= -c= --git-dir= --work-tree= --namespace= --no-pager --no-replace-objects --bare --literal-pathspecs --glob-pathspecs --noglob-pathspecs --icase-pathspecs --no-optional-locks",
  "git status": `-s,--short -b,--branch --show-stash -v,--verbose --porcelain? --long -z,--null -u,--untracked-files? --ignored? --ignore-submodules? --ahead-behind --no-ahead-behind --renames --no-renames --find-renames? --column? --no-column PATH...`,
  "git diff": `${diff} --cached,--staged --no-index --base --ours --theirs WORD...`,
  "git log, whatchanged": `${commits} ${diff} WORD...`,
  "git show": `${commits} ${diff} WORD...`,
  "git shortlog": `${commits} -s,--summary -e,--email -w? --group= WORD...`,
  "git reflog": `${commits} ${diff} WORD...`,
  "git rev-list": `${commits} --count --objects --disk-usage? --use-bitmap-index --timestamp --header --bisect WORD...`,
  "git stash list": `${commits} ${diff}`,
  "git stash show": `${diff} --include-untracked,-u --only-untracked STASH`,
  "git cherry": "-v --abbrev? WORD...",
  "git range-diff": `${diff} --creation-factor= --left-only --right-only --notes? --no-dual-color WORD...`,
  "git diff-tree, diff-index, diff-files": `${diff} -r -t --root --stdin --cached -v --no-commit-id --always WORD...`,
  "git rev-parse":
    "-q,--quiet --verify --short? --abbrev-ref? --symbolic --symbolic-full-name --all --branches? --tags? --remotes? --glob= --exclude= --show-toplevel --show-cdup --show-prefix --show-superproject-working-tree --git-dir --git-common-dir --absolute-git-dir --git-path= --is-inside-work-tree --is-inside-git-dir --is-bare-repository --is-shallow-repository --show-object-format? --path-format= --revs-only --no-revs --flags --no-flags --default= --sq --not --since= --after= --until= --before= WORD...",
  "git describe":
    "--contains --debug --all --tags --long --first-parent --abbrev? --exact-match --candidates= --match= --exclude= --always --dirty? --broken? WORD...",
  "git ls-files":
    "-c,--cached -d,--deleted -m,--modified -o,--others -i,--ignored -s,--stage -k,--killed --directory --no-empty-directory -u,--unmerged --resolve-undo -x,--exclude= -X,--exclude-from= --exclude-per-directory= --exclude-standard --full-name --recurse-submodules --error-unmatch --with-tree= --abbrev? --debug --deduplicate --sparse --format= --eol -t -v -f -z PATH...",
  "git ls-remote": "-h,--heads -t,--tags --branches --refs -q,--quiet --exit-code --get-url --symref --sort= WORD...",
  "git ls-tree": "-d -r -t -l,--long -z --name-only --name-status --object-only --full-name --full-tree --abbrev? --format= WORD...",
  "git blame, annotate":
    "-b --root --show-stats -L= -l -t -S= --reverse -p,--porcelain --line-porcelain --incremental --encoding= --contents= --date= --progress --no-progress -M? -C? -f,--show-name -n,--show-number -s -e,--show-email -w --abbrev= --ignore-rev= --ignore-revs-file= --first-parent --minimal WORD...",
  "git grep": `-# --cached --untracked --no-index --exclude-standard --no-exclude-standard --recurse-submodules -a,--text -i,--ignore-case -I -w,--word-regexp -v,--invert-match -h -H --full-name -E,--extended-regexp -G,--basic-regexp -P,--perl-regexp -F,--fixed-strings -n,--line-number --column -l,--files-with-matches,--name-only -L,--files-without-match -z,--null -o,--only-matching -c,--count --all-match -q,--quiet --max-depth= -m,--max-count= -r,--recursive -p,--show-function -A,--after-context= -B,--before-context= -C,--context= -W,--function-context --threads= -f= -e= --and --or --not --break --heading --color? --no-color WORD...`,
  "git cat-file":
    "-t -s -e -p --batch? --batch-check? --batch-all-objects --unordered --buffer --allow-unknown-type --follow-symlinks -z WORD...",
  "git merge-base": "-a,--all --octopus --independent --is-ancestor --fork-point WORD...",
  "git name-rev": "--tags --refs= --exclude= --all --name-only --no-undefined --always --stdin,--annotate-stdin WORD...",
  "git for-each-ref": `${refs} --count= --shell --perl --python --tcl --ignore-case PATTERN...`,
  "git show-ref": "--head --heads --branches --tags -d,--dereference -s,--hash? --verify --abbrev? -q,--quiet --exists WORD...",
  "git show-branch":
    "-r,--remotes -a,--all --current --topo-order --date-order --sparse --more= --list --merge-base --independent --no-name --sha1-name --topics -g,--reflog? --color? --no-color WORD...",
  "git check-ignore": "-q,--quiet -v,--verbose --stdin -z -n,--non-matching --no-index PATH...",
  "git check-attr": "-a,--all --cached --stdin -z --source= WORD...",
  "git count-objects": "-v,--verbose -H,--human-readable",
  "git fsck":
    "--tags --root --unreachable --cache --no-reflogs --full --no-full --connectivity-only --strict --verbose --no-dangling --progress --no-progress --name-objects OBJECT...",
  "git version": "--build-options",
  "git help": "-a,--all -g,--guides -m,--man WORD",
  "git var": "-l NAME",
  "git verify-commit, verify-tag": "-v,--verbose --raw --format= NAME...",
  "git worktree list": "-v,--verbose --porcelain -z",
  "git submodule status": "--cached --recursive -q,--quiet PATH...",
  "git remote": "-v,--verbose",
  "git remote show": "-n NAME...",
  "git remote get-url": "--push --all NAME",
  "git notes list, notes show": "OBJECT",
  "git config":
    "--global --system --local --worktree -f,--file= --blob= --get --get-all --get-regexp --get-urlmatch --get-color --get-colorbool -l,--list --type= --bool --int --bool-or-int --path --expiry-date -z,--null --name-only --includes --no-includes --show-origin --show-scope --default= --fixed-value NAME VALUE",
  "git config list, config get":
    "--global --system --local --worktree -f,--file= --all --regexp --value= --type= --show-origin --show-scope -z,--null --name-only --default= --url= NAME",
  "git branch": `-v,--verbose -vv -a,--all -r,--remotes -l,--list --show-current -q,--quiet ${refs} PATTERN...`,
  "git tag": `-l,--list -n? -v,--verify ${refs} PATTERN...`,
  "git bundle verify, bundle list-heads": "-q,--quiet FILE NAME...",
  "git push":
    "-n,--dry-run -v,--verbose -q,--quiet --porcelain --all --tags --follow-tags -u,--set-upstream -f,--force --force-with-lease? -d,--delete --prune --mirror --no-verify WORD...",
  "git fetch": "--dry-run -v,--verbose -q,--quiet --all -t,--tags --no-tags -p,--prune WORD...",
  "git clean": "-n,--dry-run -d -x -X -f,--force -q,--quiet -e,--exclude= PATH...",
  "git add": "-n,--dry-run -A,--all -u,--update -v,--verbose -f,--force PATH...",
  "git apply":
    "--check --stat --numstat --summary -p= -R,--reverse -v,--verbose -3,--3way --index --cached --recount --ignore-whitespace --whitespace= FILE...",
};
