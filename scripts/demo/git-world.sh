# git-world.sh, to be sourced: a lab, an installation of Titip, a bare repository with its hooks, two clones, three
# officers' keys, and words to tell a story with. Asks for $lab and $world; $id is the request that `plan` is about.
repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
"$repo/scripts/need.sh" git:git ssh-keygen:openssh-client pgrep:procps
project=$world/server server=$world/titip.git staff=$world/staff officer=$world/officer keys=$world/keys
today=$(TZ=WIB-7 date +%F) # the office's day, whatever zone this machine is in
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null TITIP_LANG=id
export GIT_AUTHOR_NAME=demo GIT_AUTHOR_EMAIL=demo@diskominfo.invalid GIT_COMMITTER_NAME=demo GIT_COMMITTER_EMAIL=demo@diskominfo.invalid

say() { printf '\n\033[1m== %s\033[0m\n' "$*"; }
note() { printf '   %s\n' "$*"; }
# inside CLONE COMMAND…: the installation's titip, on the data of a clone, in the lab's network.
inside() { (cd "$project" && TITIP_SITE=$1 bin/titip lab exec --lab "$lab" control -- bin/titip "${@:2}"); }
titip() { (cd "$project" && TITIP_SITE=$1 TITIP_LETTERS=$world/letters bin/titip -C "$1" "${@:2}"); }
commit() { git -C "$1" add -A && git -C "$1" commit -q --author="$2 <$2@diskominfo.invalid>" -m "$3"; }
push() { git -C "$1" push -q origin "$2" 2>&1 | sed 's/^remote: \{0,1\}//'; }
# refused WORDS COMMAND…: must fail, and say these words.
refused() {
  local words=$1 said
  if said=$("${@:2}" 2>&1); then
    printf '%s\n' "$said"
    note "NOT REFUSED: ${*:2}" >&2
    exit 1
  fi
  printf '%s\n' "$said"
  grep -q -- "$words" <<<"$said" || { note "refused, but not for: $words" >&2; exit 1; }
  note "-> refused, as it must be"
}
# update CLONE: its main as the server has it, what is not there thrown away.
update() { git -C "$1" fetch -q origin && git -C "$1" switch -qC main origin/main && git -C "$1" reset -q --hard; }
# plan CLONE: the plan that an officer is shown, kept as a file.
plan() { inside "$1" preview --no-assume-approved --out "$world/plan.json" >/dev/null; }
# approval NAME KIND REASON: an approval that is no step of a request.
approval() {
  mkdir -p "$officer/approvals"
  { printf 'kind: %s\n' "$2"
    [[ $2 != repair ]] || printf 'request: %s\n' "$id"
    printf 'at: %s\nby: kepala-dinas\nreason: %s\n' "$(TZ=WIB-7 date +%FT%T+07:00)" "$3"; } >"$officer/approvals/$1.yaml"
}
seen() { (cd "$project" && bin/titip lab exec --lab "$lab" control -- curl -sS -o /dev/null -w '%{http_code}\n' http://sigizi.cirebonkab.go.id/); }

"$repo/bin/titip" lab down "$lab" >/dev/null 2>&1 || true
rm -rf "$world"
mkdir -p "$project" "$keys" "$world/letters"
trap '"$repo/bin/titip" lab down "$lab" >/dev/null' EXIT

say "Servers, and an installation of Titip: web1, web2 (Apache), ns1 (BIND), gw1 (nftables)"
"$repo/bin/titip" lab up "$lab"
for name in bin dist lab node_modules package.json plugin Pulumi.yaml Pulumi.lab.yaml schema server; do
  ln -s "$repo/$name" "$project/$name"
done
cp -r "$repo"/{datacenter,documents,sop} "$project" # where the installation is asked for a site of its own

say "Three officers and the machine have keys; the inventory says whose they are and since when"
for name in kabid kadis subkoor titip; do ssh-keygen -q -t ed25519 -N '' -C "$name" -f "$keys/$name"; done
(cd "$project" && bin/titip git init-server "$server" --stack lab --lab "$lab" --confirm lab)
git init -q -b main "$staff"
git -C "$staff" remote add origin "$server"
cp -r "$repo"/{datacenter,documents,sop} "$staff"
mkdir -p "$staff/requests/hosting" "$staff/requests/colocation"
touch "$staff/requests/hosting/.gitkeep" "$staff/requests/colocation/.gitkeep"
# key CONTACT NAME: written beside the term of office, as a person would in an editor.
key() {
  sed -i "s|^      - { contact: $1, \(.*\) }\$|      - { contact: $1, \1, keys: [{ key: \"$(cut -d' ' -f1,2 "$keys/$2.pub")\", from: 2026-01-01 }] }|" \
    "$staff/datacenter/officers.yaml"
}
key rina-wulandari kabid
key agus-hidayat kadis
key bambang-setiawan subkoor
key titip titip
cat >"$staff/datacenter/approvals.yaml" <<'YAML'
# yaml-language-server: $schema=../schema/approvals.json
approvals:
  evidence: [ssh]
YAML
titip "$staff" check
commit "$staff" staf "Inventaris, prosedur, pejabat dan kuncinya"
push "$staff" main
git clone -q "$server" "$officer"

