/** What turns a command that only reads into one that is not proven to: options, variables, input that becomes a script. */
import { describe, expect, test } from "vitest";
import { judgeEffect } from "../../compiler/3-resolve/effects/index.ts";
import { shellBlock } from "../helpers/shell-block.ts";

const hazardous = `
tar tf x.tar -I 'sh -c "touch f; cat"'
tar -tI 'sh -c x' -f x.tar
tar --use-compress=x -tf x.tar
tar tf x --checkpoint=1 --checkpoint-action=exec=x
tar tf x --to-command=x
GIT_SSH_COMMAND='touch f;' git ls-remote ssh://h/x
GIT_EXTERNAL_DIFF=x git diff
git -c core.pager=x log
git -c "$x" log
git --exec-path=/x status
git diff --ext-diff
git ls-remote --upload-pack=x y
git fsck --lost-found
git grep -Oless x
ssh -o ProxyCommand='touch f' h ls
ssh -oProxyCommand=x h ls
ssh -o LocalCommand=x -o PermitLocalCommand=yes h ls
ssh -F f h ls
ssh -E log h ls
PATH=$PWD/evil:$PATH\\nls
export PATH=/x:$PATH\\nls
env PATH=/x ls
sudo LD_PRELOAD=x ls
docker exec -e LD_PRELOAD=x c ls
docker exec --env=LD_PRELOAD=x c ls
LD_PRELOAD=x ls
BASH_ENV=x bash -c ls
declare -x PAGER=x
PROMPT_COMMAND=x
PS4='$(touch f)'
X_COMMAND=x ls
export ENV=x
LESSOPEN=x less f
read -r PATH < f
printf -v PATH /x
declare -n x=PATH
sort --compress-program=x f
sort --out=x f
sort -ox f
curl --trace f http://x
curl --trace-ascii f http://x
curl --stderr f http://x
curl -sD f http://x
curl -c f http://x
curl --etag-save f http://x
curl -w '%output{f}' http://x
curl -w "$x" http://x
curl -G -d a http://x --next -d b http://y
wget -O - -o log http://x
wget --spider -e use_proxy=x http://x
less -o f g
enable -f x y
hash -p /x ls
alias ls=rm
compgen -W '$(touch f)'
mapfile -C x a
let 'a[$(touch f)]=1'
unset 'a[$(touch f)]'
man -P x ls
env -S 'rm x'
strace -o f ls
time -o f ls
ip -b f
rsync -n -e x a b
openssl x509 -in a -out b
openssl req -new -subj /CN=x
date -s x
date --se=x
hostname x
hostname -F f
dmesg -c
dmesg -D
journalctl --vacuum-size=1
journalctl --vacuum-s=1
journalctl --cursor-file=f
sysctl -f f
iptables -L -Z
apt-get -s -o A::B=x upgrade
awk 'BEGIN{print ";" > "f"}'
awk -l x '{print}' f
awk 'BEGIN{print "a" \\\\n > "f"}'
birdc configure
for PATH in /x; do ls; done
awk 'BEGIN{f="sys" "tem"; @f("x")}'
less '+!rm x' f
lldpcli configure system hostname x
numactl rm x
rg --pre x y
sdiff -o f a b
ss -D f
tcpdump -c 1 -z x
nc -z -e x h 22
xargs -I{} sh -c 'echo {}'
xargs -i sh -c 'echo {}'
xargs ssh h
xargs ssh h ls
xargs sh -c
xargs -I% ssh h ls %
find . -exec sh -c 'echo {}' \\;
journalctl --pager=x
df --log-file=x
`;

const harmless = `
git -c core.quotepath=off status
git -c color.ui=never log
git --no-pager log -1
GIT_TERMINAL_PROMPT=0 git ls-remote x
PAGER=cat git log
GIT_PAGER= git log
SYSTEMD_PAGER= systemctl status x
systemctl --no-pager status x
ssh -o BatchMode=yes -oConnectTimeout=5 -o StrictHostKeyChecking=accept-new h ls
ssh -F /dev/null h ls
ENV=prod
RESTORE_COMMAND=x
export PATH=$PATH:/snap/bin
export PATH="$PATH:/usr/local/sbin:/sbin"
LC_ALL=C sort f
while IFS= read -r line; do echo "$line"; done
read -r path < f
curl -sS -w '%{http_code}' -o /dev/null http://x
wget -qO- --spider http://x
tar -tzf x.tar.gz
ssh h grep PATH=x f
xargs -n 1 sh -c 'echo "$1"' _
xargs -I{} sh -c 'echo "$1"' _ {}
xargs -I{} grep {} f
find . -exec sh -c 'ls "$1"' _ {} \\;
rsync -n -e ssh a b
awk '{print "a;b"}' f
awk '{if ($1 > 5) print $2}' f
date -d yesterday +%F
dmesg -T
lldpcli show neighbors
birdc show protocols
numactl --hardware
jq --exit-status .x f
`;

const lines = (text: string): string[] => text.trim().split("\n");
const effectOf = (line: string): string => judgeEffect(shellBlock(line.replaceAll("\\n", "\n")), {}).effect;

describe("not proven to be read-only", () => test.each(lines(hazardous))("%s", (line) => expect(effectOf(line)).not.toBe("read-only")));
describe("read-only", () => test.each(lines(harmless))("%s", (line) => expect(effectOf(line)).toBe("read-only")));

test("the reason names the variable", () => {
  const { effect, reasons } = judgeEffect(shellBlock("LD_PRELOAD=x ls"), {});
  expect({ effect, because: reasons.map(({ because }) => because) }).toEqual({
    effect: "undetermined",
    because: ["the catalogue lists `ls` as read-only", "`LD_PRELOAD` chooses what programs run"],
  });
});
