/** Readings of files and streams. */
import type { Readings } from "../../reading-form.ts";

const sums = "-b,--binary -c,--check --tag -t,--text -z,--zero --ignore-missing --quiet --status --strict -w,--warn FILE...";
const zipped = "-f,--force -q,--quiet -v,--verbose -k,--keep -d,--decompress -c,--stdout FILE...";
const dates =
  "-d,--date= --debug -f,--file= -I,--iso-8601? --resolution -R,--rfc-email --rfc-3339= -r,--reference= -u,--utc,--universal FORMAT";

export const textReadings: Readings = {
  cat: "-A,--show-all -b,--number-nonblank -e -E,--show-ends -n,--number -s,--squeeze-blank -t -T,--show-tabs -u -v,--show-nonprinting FILE...",
  tac: "-b,--before -r,--regex -s,--separator= FILE...",
  head: "-# -c,--bytes= -n,--lines= -q,--quiet,--silent -v,--verbose -z,--zero-terminated FILE...",
  tail: "-# -c,--bytes= -f,--follow? -F -n,--lines= --max-unchanged-stats= --pid= -q,--quiet,--silent --retry -s,--sleep-interval= -v,--verbose -z,--zero-terminated FILE...",
  wc: "-c,--bytes -m,--chars -l,--lines --files0-from= -L,--max-line-length -w,--words FILE...",
  cut: "-b,--bytes= -c,--characters= -d,--delimiter= -f,--fields= -n --complement -s,--only-delimited --output-delimiter= -z,--zero-terminated FILE...",
  paste: "-d,--delimiters= -s,--serial -z,--zero-terminated FILE...",
  tr: "-c,-C,--complement -d,--delete -s,--squeeze-repeats -t,--truncate-set1 SET SET",
  column:
    "-t,--table -n,--table-name= -O,--table-order= -N,--table-columns= -l,--table-columns-limit= -E,--table-noextreme= -d,--table-noheadings -e,--table-header-repeat -H,--table-hide= -R,--table-right= -T,--table-truncate= -W,--table-wrap= -L,--keep-empty-lines -J,--json -r,--tree= -i,--tree-id= -p,--tree-parent= -c,--output-width= -o,--output-separator= -s,--separator= -x,--fillrows FILE...",
  fold: "-b,--bytes -s,--spaces -w,--width= FILE...",
  fmt: "-c,--crown-margin -p,--prefix= -s,--split-only -t,--tagged-paragraph -u,--uniform-spacing -w,--width= -g,--goal= FILE...",
  nl: "-b,--body-numbering= -d,--section-delimiter= -f,--footer-numbering= -h,--header-numbering= -i,--line-increment= -l,--join-blank-lines= -n,--number-format= -p,--no-renumber -s,--number-separator= -v,--starting-line-number= -w,--number-width= FILE...",
  "rev,tsort": "FILE...",
  join: "-a= -e= -i,--ignore-case -j= -o= -t= -v= -1= -2= --check-order --nocheck-order --header -z,--zero-terminated FILE FILE",
  comm: "-1 -2 -3 --check-order --nocheck-order --output-delimiter= --total -z,--zero-terminated FILE FILE",
  expand: "-i,--initial -t,--tabs= FILE...",
  unexpand: "-a,--all --first-only -t,--tabs= FILE...",
  od: "--traditional -A,--address-radix= --endian= -j,--skip-bytes= -N,--read-bytes= -S,--strings= -t,--format= -v,--output-duplicates -w,--width? -a -b -c -d -f -i -l -o -s -x FILE...",
  hexdump: "-b -c -C,--canonical -d -o -x -L,--color? -e,--format= -f,--format-file= -n,--length= -s,--skip= -v,--no-squeezing FILE...",
  xxd: "-a -b -C -c= -E -e -g= -i -l= -o= -p -r -d -u FILE",
  strings:
    "-# -a,--all -d,--data -f,--print-file-name -n= --bytes= -t,--radix= -w,--include-all-whitespace -o -T,--target= -e,--encoding= -s,--output-separator= FILE...",
  "grep,egrep,fgrep":
    "-# -E,--extended-regexp -F,--fixed-strings -G,--basic-regexp -P,--perl-regexp -e,--regexp= -f,--file= -i,--ignore-case --no-ignore-case -y -w,--word-regexp -x,--line-regexp -z,--null-data -s,--no-messages -v,--invert-match -m,--max-count= -b,--byte-offset -n,--line-number --line-buffered -H,--with-filename -h,--no-filename --label= -o,--only-matching -q,--quiet,--silent --binary-files= -a,--text -I -d,--directories= -D,--devices= -r,--recursive -R,--dereference-recursive --include= --exclude= --exclude-from= --exclude-dir= -L,--files-without-match -l,--files-with-matches -c,--count -T,--initial-tab -Z,--null -B,--before-context= -A,--after-context= -C,--context= --group-separator= --no-group-separator --color? --colour? -U,--binary FILE...",
  zgrep: "-# -E -F -G -P -e= -f= -i -w -x -s -v -m= -n -H -h -o -q -a -L -l -c -B= -A= -C= --color? FILE...",
  rg: "-A,--after-context= -B,--before-context= -C,--context= -c,--count --color= -e,--regexp= -F,--fixed-strings -g,--glob= -H,--with-filename -i,--ignore-case -I,--no-filename -l,--files-with-matches -m,--max-count= -n,--line-number -N,--no-line-number -o,--only-matching -P,--pcre2 -q,--quiet -S,--smart-case -t,--type= -T,--type-not= -u -U,--multiline -v,--invert-match -w,--word-regexp -x,--line-regexp --files --hidden --no-ignore --json FILE...",
  diff: "-# --normal -q,--brief -s,--report-identical-files -c -C,--context= -u -U,--unified= -e,--ed -n,--rcs -y,--side-by-side -W,--width= --left-column --suppress-common-lines -p,--show-c-function -F,--show-function-line= --label= -t,--expand-tabs -T,--initial-tab --tabsize= --suppress-blank-empty -r,--recursive --no-dereference -N,--new-file --unidirectional-new-file --ignore-file-name-case --no-ignore-file-name-case -x,--exclude= -X,--exclude-from= -S,--starting-file= --from-file= --to-file= -i,--ignore-case -E,--ignore-tab-expansion -Z,--ignore-trailing-space -b,--ignore-space-change -w,--ignore-all-space -B,--ignore-blank-lines -I,--ignore-matching-lines= -a,--text --strip-trailing-cr -D,--ifdef= --line-format= --old-line-format= --new-line-format= --unchanged-line-format= -d,--minimal --horizon-lines= --speed-large-files --color? --palette= FILE...",
  colordiff: "-u -q -r -N -w -b -i -B -y FILE FILE",
  cmp: "-b,--print-bytes -i,--ignore-initial= -l,--verbose -n,--bytes= -s,--quiet,--silent FILE...",
  sdiff:
    "-i,--ignore-case -E,--ignore-tab-expansion -Z,--ignore-trailing-space -b,--ignore-space-change -W,--ignore-all-space -B,--ignore-blank-lines -I,--ignore-matching-lines= --strip-trailing-cr -a,--text -w,--width= -l,--left-column -s,--suppress-common-lines -t,--expand-tabs --tabsize= -d,--minimal -H,--speed-large-files FILE FILE",
  "zcat,bzcat,xzcat": zipped,
  gzip: `-1 -2 -3 -4 -5 -6 -7 -8 -9 -l,--list -t,--test ${zipped}`,
  xz: `-1 -2 -3 -4 -5 -6 -7 -8 -9 -0 -e,--extreme -T,--threads= -l,--list -t,--test ${zipped}`,
  bzip2: `-1 -2 -3 -4 -5 -6 -7 -8 -9 -t,--test ${zipped}`,
  zstd: "-t,--test -l,--list -q,--quiet -v,--verbose FILE...",
  unzip: "-l -t -p -v -Z -q -j -C -P= FILE...",
  tar: "-t,--list -v,--verbose -z,--gzip,--gunzip,--ungzip -j,--bzip2 -J,--xz --zstd --lzip --lzma --lzop -Z,--compress,--uncompress -a,--auto-compress -f,--file= -C,--directory= --exclude= -T,--files-from= -X,--exclude-from= --wildcards --no-wildcards --anchored --no-anchored --ignore-case --numeric-owner --full-time --utc --strip-components= --totals? --occurrence? --force-local -R,--block-number --null -i,--ignore-zeros FILE...",
  base64: "-d,--decode -i,--ignore-garbage -w,--wrap= -D FILE",
  "md5sum,sha1sum,sha256sum,sha512sum": sums,
  b2sum: `-l,--length= ${sums}`,
  cksum: `-a,--algorithm= -l,--length= --untagged --debug ${sums}`,
  sum: "-r -s,--sysv FILE...",
  seq: "-f,--format= -s,--separator= -w,--equal-width -# NUMBER NUMBER NUMBER",
  numfmt:
    "--debug -d,--delimiter= --field= --format= --from= --from-unit= --grouping --header? --invalid= --padding= --round= --suffix= --to= --to-unit= -z,--zero-terminated NUMBER...",
  "factor,yes": "WORD...",
  basename: "-a,--multiple -s,--suffix= -z,--zero NAME...",
  dirname: "-z,--zero NAME...",
  readlink:
    "-f,--canonicalize -e,--canonicalize-existing -m,--canonicalize-missing -n,--no-newline -q,--quiet -s,--silent -v,--verbose -z,--zero FILE...",
  realpath:
    "-e,--canonicalize-existing -m,--canonicalize-missing -L,--logical -P,--physical -q,--quiet --relative-to= --relative-base= -s,--strip,--no-symlinks -z,--zero FILE...",
  stat: "-L,--dereference -f,--file-system --cached= -c,--format= --printf= -t,--terse FILE...",
  file: "-m,--magic-file= -z,--uncompress -b,--brief -e,--exclude= -f,--files-from= -F,--separator= -i,--mime --apple --extension --mime-type --mime-encoding -k,--keep-going -L,--dereference -h,--no-dereference -n,--no-buffer -N,--no-pad -0,--print0 -r,--raw -s,--special-files FILE...",
  ls: "-a,--all -A,--almost-all --author -b,--escape --block-size= -B,--ignore-backups -c -C --color? -d,--directory -D,--dired -f -F,--classify? --file-type --format= --full-time -g --group-directories-first -G,--no-group -h,--human-readable --si -H,--dereference-command-line --dereference-command-line-symlink-to-dir --hide= --hyperlink? --indicator-style= -i,--inode -I,--ignore= -k,--kibibytes -l -L,--dereference -m -n,--numeric-uid-gid -N,--literal -o -p -q,--hide-control-chars --show-control-chars -Q,--quote-name --quoting-style= -r,--reverse -R,--recursive -s,--size -S --sort= --time= --time-style= -t -T,--tabsize= -u -U -v -w,--width= -x -X -Z,--context --zero -1 FILE...",
  tree: "-a -d -f -l -i -x -L= -P= -I= -p -s -h -u -g -D -F -q -N -n -C -t -r -c -U -J -X --noreport --dirsfirst --prune --du --gitignore --filelimit= --charset= FILE...",
  which: "-a NAME...",
  whereis: "-b -m -s -u -l NAME...",
  look: "-a,--alternative -d,--alphanum -f,--ignore-case -t,--terminate= WORD FILE",
  bc: "-i -l -q -s -w FILE...",
  cal: "-1 -3 -m -y -j WORD...",
  "expr,getopt": "*",
  ts: "-i -s -r -m FORMAT",
  "jq,gojq":
    "-c,--compact-output -n,--null-input -e,--exit-status -s,--slurp -r,--raw-output --raw-output0 -j,--join-output -a,--ascii-output -R,--raw-input -C,--color-output -M,--monochrome-output -S,--sort-keys --tab --indent= --unbuffered --stream --stream-errors --seq -f,--from-file= -L= --arg== --argjson== --slurpfile== --rawfile== --args --jsonargs FILTER...",
  yq: "-r,--raw-output -y,--yaml-output -Y,--yaml-roundtrip -c,--compact-output -e,--exit-status -n,--null-input -N,--no-doc -j -C,--color-output,--colors -M,--monochrome-output,--no-colors -P,--prettyPrint -S,--sort-keys -o,--output-format= -p,--input-format= -I,--indent= --arg== --argjson== --width= FILTER...",
  xmllint: "--noout --format --xpath= --nonet --html --quiet --schema= --relaxng= --valid --dtdvalid= --noblanks --recover FILE...",
  envsubst: "-v,--variables FORMAT",
  yamllint: "-c,--config-file= -d,--config-data= -f,--format= -s,--strict --no-warnings --list-files FILE...",
  shellcheck:
    "-a,--check-sourced -C,--color? -i,--include= -e,--exclude= -f,--format= -o,--enable= -s,--shell= -S,--severity= -x,--external-sources FILE...",
  jsonlint: "-q,--quiet -c,--compact -t,--indent= FILE",
  sort: "-b,--ignore-leading-blanks -d,--dictionary-order -f,--ignore-case -g,--general-numeric-sort -i,--ignore-nonprinting -M,--month-sort -h,--human-numeric-sort -n,--numeric-sort -R,--random-sort --random-source= -r,--reverse --sort= -V,--version-sort --batch-size= -c,--check? -C --debug --files0-from= -k,--key= -m,--merge -s,--stable -S,--buffer-size= -t,--field-separator= -T,--temporary-directory= --parallel= -u,--unique -z,--zero-terminated FILE...",
  shuf: "-e,--echo -i,--input-range= -n,--head-count= --random-source= -r,--repeat -z,--zero-terminated WORD...",
  iconv: "-f,--from-code= -t,--to-code= -l,--list -c -s,--silent --verbose FILE...",
  uniq: "-c,--count -d,--repeated -D --all-repeated? -f,--skip-fields= --group? -i,--ignore-case -s,--skip-chars= -u,--unique -z,--zero-terminated -w,--check-chars= FILE",
  date: dates,
  tee: "-a,--append -i,--ignore-interrupts -p --output-error? FILE...",
  sed: "-n,--quiet,--silent --debug -e,--expression= -f,--file= --follow-symlinks -l,--line-length= --posix -E,-r,--regexp-extended -s,--separate --sandbox -u,--unbuffered -z,--null-data SCRIPT...",
  "awk,gawk,mawk":
    "-F,--field-separator= -v,--assign= -f,--file= -e,--source= -b,--characters-as-bytes -c,--traditional -P,--posix -r,--re-interval -S,--sandbox -n,--non-decimal-data -N,--use-lc-numeric SCRIPT...",
  find: "-H -L -P -daystart -follow -nowarn -warn -regextype= -depth -d -files0-from= -maxdepth= -mindepth= -mount -noleaf -xdev -ignore_readdir_race -noignore_readdir_race -amin= -anewer= -atime= -cmin= -cnewer= -context= -ctime= -empty -false -fstype= -gid= -group= -ilname= -iname= -inum= -iwholename= -iregex= -ipath= -links= -lname= -mmin= -mtime= -name= -newer= -newermt= -newerct= -newerat= -nouser -nogroup -path= -perm= -regex= -readable -writable -executable -wholename= -samefile= -size= -true -type= -uid= -used= -user= -xtype= -print0 -printf= -print -ls -prune -quit -not -and -or -a -o -O1 -O2 -O3 -exec -execdir -ok -okdir PATH...",
  "less,more": "-# -R -r -S -N -F -X -i -I -n -e -E -s -m -M -f -d -p= -u -c FILE...",
  getfacl:
    "-a,--access -d,--default -c,--omit-header -e,--all-effective -E,--no-effective -s,--skip-base -R,--recursive -t,--tabular -n,--numeric -p,--absolute-names FILE...",
  lsattr: "-R -V -a -d -l -p -v FILE...",
  namei: "-x,--mountpoints -m,--modes -o,--owners -l,--long -n,--nosymlinks -v,--vertical FILE...",
  getcap: "-r -n -v FILE...",
  getfattr: "-n,--name= -d,--dump -e,--encoding= -h,--no-dereference -m,--match= --absolute-names --only-values -R,--recursive FILE...",
  ldd: "-d,--data-relocs -r,--function-relocs -u,--unused -v,--verbose FILE...",
  nm: "-a -A -C,--demangle? -D,--dynamic -g,--extern-only -l,--line-numbers -n,--numeric-sort -P,--portability -r -S,--print-size -u,--undefined-only FILE...",
  objdump: "-a -f -p -h -x -d,--disassemble -D -S -s -g -t,--syms -T,--dynamic-syms -r -R -j,--section= -M= -C,--demangle? -w FILE...",
  readelf:
    "-a -h,--file-header -l -S,--section-headers,--sections -s,--symbols --dyn-syms -n,--notes -r -d,--dynamic -V -W,--wide -p,--string-dump= -x,--hex-dump= FILE...",
  "python,python3 json.tool": "-m= --sort-keys --no-ensure-ascii --json-lines --indent= --tab --no-indent --compact FILE",
  "python,python3,perl,ruby,node,php": "-V -v",
};
