/** Readings of the network: names, routes, certificates, what a server answers. */
import type { Readings } from "../../reading-form.ts";

const ping = "-# -4 -6 -a -B -c= -D -e= -F= -i= -I= -L -m= -M= -n -O -p= -q -Q= -R -r -s= -S= -t= -T= -U -v -w= -W= HOST...";
const trace = "-4 -6 -f= -g= -i= -I -m= -n -N= -p= -q= -s= -t= -T -U -w= -z= -A -d -F -l= -r HOST SIZE";
const opensslInput = "-in= -inform= -outform= -noout -text -passin= -provider= -propquery=";

export const networkReadings: Readings = {
  curl: "-# -s,--silent -S,--show-error -f,--fail --fail-early --fail-with-body -L,--location -k,--insecure -i,--include -I,--head -v,--verbose -G,--get -H,--header= -u,--user= -A,--user-agent= -e,--referer= -m,--max-time= --connect-timeout= --retry= --retry-delay= --retry-max-time= --retry-connrefused --retry-all-errors --cacert= --capath= -E,--cert= --cert-type= --key= --key-type= --pass= -x,--proxy= -U,--proxy-user= -p,--proxytunnel --proxy-cacert= --noproxy= --resolve= --connect-to= -b,--cookie= -r,--range= -w,--write-out= -4,--ipv4 -6,--ipv6 -0,--http1.0 --http0.9 --http1.1 --http2 --http2-prior-knowledge --http3 --http3-only -1,--tlsv1 --tlsv1.0 --tlsv1.1 --tlsv1.2 --tlsv1.3 --tls-max= --ciphers= --tls13-ciphers= --curves= --crlfile= --cert-status --pinnedpubkey= --ssl-no-revoke --ssl --ssl-reqd --no-alpn --compressed -g,--globoff -N,--no-buffer --progress-bar --no-progress-meter --url= --url-query= --unix-socket= --abstract-unix-socket= --interface= --limit-rate= --max-redirs= --max-filesize= --negotiate --ntlm --basic --digest --anyauth --oauth2-bearer= --aws-sigv4= -n,--netrc --netrc-file= --netrc-optional -q,--disable --path-as-is --raw --haproxy-protocol -z,--time-cond= -Y,--speed-limit= -y,--speed-time= --proto= --proto-default= --proto-redir= --styled-output -Z,--parallel --parallel-max= --parallel-immediate -l,--list-only -B,--use-ascii --keepalive-time= --no-keepalive --tcp-nodelay --tcp-fastopen --expect100-timeout= --dns-servers= --doh-url= --happy-eyeballs-timeout-ms= --proxy-insecure --socks5= --socks5-hostname= --location-trusted --no-sessionid -j,--junk-session-cookies -M,--manual URL...",
  wget: "-q,--quiet -n -v,--verbose -nv,--no-verbose -d,--debug -c,--continue -S,--server-response --spider -T,--timeout= -t,--tries= --dns-timeout= --connect-timeout= --read-timeout= -w,--wait= --waitretry= --retry-connrefused -4,--inet4-only -6,--inet6-only --header= -U,--user-agent= --referer= --user= --password= --http-user= --http-password= --no-check-certificate --ca-certificate= --certificate= --private-key= --https-only --no-hsts --no-proxy --no-cache --no-cookies --no-config --max-redirect= --content-on-error --compression= --show-progress --progress= --limit-rate= --secure-protocol= --auth-no-challenge URL...",
  ping,
  ping6: ping,
  fping: "-4 -6 -a -A -c= -C= -d -e -g -i= -n -p= -q -r= -s -t= -u -b= -B= HOST...",
  arping: "-c= -w= -I= -f -q -D -b HOST",
  "traceroute,tracepath": trace,
  mtr: "-4 -6 -b -c= -C -i= -j -m= -n -o= -p -P= -r -s= -T -u -w -x -z --report --report-wide --no-dns --json --csv --tcp --udp --report-cycles= HOST",
  dig: "-4 -6 -b= -c= -f= -h -i -k= -m -p= -q= -r -t= -u -v -x= -y= NAME...",
  host: "-4 -6 -a -A -c= -C -d -l -m= -N= -p= -r -R= -s -t= -T -U -v -w -W= NAME SERVER",
  "drill,kdig,delv": "-4 -6 -t= -x -p= -D -S -T -V= NAME...",
  whois: "-h= -p= -H -a -l NAME...",
  "ssh-keyscan": "-4 -6 -c -D -f= -H -p= -q -T= -t= -v HOST...",
  netstat:
    "-# -4 -6 -r,--route -i,--interfaces -g,--groups -s,--statistics -M,--masquerade -v,--verbose -W,--wide -n,--numeric --numeric-hosts --numeric-ports --numeric-users -N,--symbolic -e,--extend -p,--programs -o,--timers -c,--continuous -l,--listening -a,--all -F,--fib -C,--cache -Z,--context -t,--tcp -u,--udp -w,--raw -x,--unix -A=",
  ss: "-n,--numeric -r,--resolve -a,--all -l,--listening -o,--options -e,--extended -m,--memory -p,--processes -T,--threads -i,--info --tipcinfo -s,--summary --tos --cgroup -b,--bpf -E,--events -Z,--context -z,--contexts -N,--net= -4,--ipv4 -6,--ipv6 -0,--packet -t,--tcp -M,--mptcp -S,--sctp -u,--udp -d,--dccp -w,--raw -x,--unix --tipc --vsock --xdp -f,--family= -H,--no-header -O,--oneline --inet-sockopt -A,--query,--socket= -F,--filter= FILTER...",
  tcpdump:
    "-# -A -B= -c= -D -e -i= -K -l -L -n -nn -nni= -N -O -p -q -Q= -r= -s= -S -t -tt -ttt -tttt -u -v -vv -vvv -x -X -XX -y= FILTER...",
  "nc,netcat": "-4 -6 -i= -n -p= -q= -s= -t -u -v -w= -z HOST PORT...",
  ncat: "-4 -6 -i= -n -p= -s= -t -u -v -w= -z --ssl HOST PORT",
  ifconfig: "-a -s -v INTERFACE",
  route: "-# -4 -6 -v,--verbose -n,--numeric -e,--extend -F,--fib -C,--cache",
  arp: "-a -e -v,--verbose -n,--numeric -i,--device= HOST",
  ip: "-# -4 -6 -0 -a -all -B -br -brief -c -color? -d -details -D -f= -family= -h -human -human-readable -iec -j -json -l= -loops= -M -n= -N -Numeric -netns= -o -oneline -p -pretty -r -resolve -rc= -s -stats -statistics -t -timestamp -ts -tshort",
  "ip show, list, get, monitor, help": "WORD...",
  tc: "-s -statistics -d -details -r -raw -p -pretty -j -json -n= -netns= -g -graph -b -o -i",
  "tc qdisc show, class show, filter show, -s qdisc show, qdisc list": "WORD...",
  bridge: "-s -statistics -d -details -j -json -p -pretty -n= -netns= -o -oneline -c -color? -compressvlans",
  "bridge link show, fdb show, vlan show, mdb show": "WORD...",
  nmcli:
    "-a,--ask -c,--colors= -e,--escape= -f,--fields= -g,--get-values= -m,--mode= -o,--overview -p,--pretty -s,--show-secrets -t,--terse -w,--wait=",
  "nmcli connection show, con show, c show, device show, dev show, device wifi list": "--active --order= NAME...",
  lldpctl: "-d -f= -a INTERFACE...",
  "lldpcli,birdc": "-f= -r -v",
  "lldpcli,birdc show": "WORD...",
  ntpq: "-4 -6 -n -p -i HOST...",
  "ipcalc,sipcalc": "-b -n -c -h -m -p -s ADDRESS...",
  "openssl x509": `${opensslInput} -subject -issuer -dates -startdate -enddate -fingerprint -serial -hash -subject_hash -issuer_hash -pubkey -modulus -purpose -email -alias -ocsp_uri -ocspid -ext= -nameopt= -certopt= -dateopt= -checkend= -checkhost= -checkip= -checkemail= -sha1 -sha256 -sha512 -md5 -nocert`,
  "openssl s_client":
    "-connect= -host= -port= -servername= -noservername -showcerts -CAfile= -CApath= -CAstore= -no-CAfile -no-CApath -cert= -key= -cert_chain= -certform= -keyform= -pass= -verify= -verify_return_error -verify_hostname= -verify_depth= -verify_quiet -partial_chain -starttls= -brief -quiet -ign_eof -no_ign_eof -tls1 -tls1_1 -tls1_2 -tls1_3 -no_tls1 -no_tls1_1 -no_tls1_2 -no_tls1_3 -cipher= -ciphersuites= -curves= -groups= -alpn= -nextprotoneg= -status -tlsextdebug -state -debug -msg -proxy= -prexit -crlf -reconnect -4 -6 -nameopt= -serverinfo= -xmpphost= -name= -trace HOST",
  "openssl verify":
    "-CAfile= -CApath= -CAstore= -no-CAfile -no-CApath -untrusted= -trusted= -CRLfile= -purpose= -verbose -show_chain -verify_depth= -verify_name= -verify_hostname= -verify_ip= -attime= -partial_chain -crl_check -crl_check_all -x509_strict -nameopt= FILE...",
  "openssl version": "-a -b -d -e -f -o -p -r -v -c -m",
  "openssl dgst": "-r -c -hex -binary -sha1 -sha256 -sha384 -sha512 -md5 -verify= -signature= -hmac= -keyform= -list FILE...",
  "openssl crl": `${opensslInput} -hash -issuer -lastupdate -nextupdate -fingerprint -crlnumber -CAfile= -CApath= -verify -nameopt=`,
  "openssl rand": "-base64 -hex NUMBER",
  "openssl asn1parse": "-in= -inform= -i -offset= -length= -strparse= -oid= -dump -dlimit= -noout",
  "openssl ciphers": "-v -V -s -tls1_2 -tls1_3 -stdname -psk LIST",
  "openssl rsa": `${opensslInput} -check -pubin -pubout -modulus -RSAPublicKey_in -RSAPublicKey_out -traditional`,
  "openssl pkey": `${opensslInput} -check -pubcheck -pubin -pubout -text_pub`,
  "openssl ec": `${opensslInput} -check -pubin -pubout -param_out -conv_form=`,
  "openssl req": `${opensslInput} -verify -subject -pubkey -modulus -nameopt= -reqopt=`,
  "openssl enc":
    "-in= -base64 -a -A -d -e -k= -kfile= -pass= -K= -S= -iv= -md= -iter= -pbkdf2 -salt -nosalt -aes-256-cbc -aes-128-cbc -list -none",
  "openssl list":
    "-1 -verbose -commands -standard-commands -digest-commands -digest-algorithms -cipher-commands -cipher-algorithms -public-key-algorithms -providers -disabled",
};
