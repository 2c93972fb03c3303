# shellcheck shell=bash
# Read by run.sh: the sites that are not static. Their requests go through activities 1 to 5 without a word on each.
PHP=HST-2026-0102 CONTAINER=HST-2026-0103 PROXY=HST-2026-0104

# approve ID LETTER AGENDA FORM SED…: a request is made of a form, some of whose words are filled in, and approved.
approve() {
  recorded "$1" decision 2>/dev/null && return
  [[ -e requests/hosting/$1.yaml ]] || sed "$5" "$here/$4" | titip new hosting --id "$1" --from-json - \
    --letter-number "$2" --letter-date "$today" --letter-file "$here/surat-permohonan.txt"
  titip step "$1" registration --set agenda="$3"
  titip step "$1" disposition --set to=kabid-aplikasi
  inside bin/titip assess "$1"
  titip step "$1" decision --set result=approved --recorded-by staf-dc
}

approve_runtimes() {
  local digest
  command -v sftp >/dev/null || apt-get install --yes --quiet --no-install-recommends openssh-client >/dev/null
  [[ -e kunci ]] || ssh-keygen -q -t ed25519 -N '' -C pengembang -f kunci
  approve $PHP 445/1303/Dinkes 1303/XI/2026 php.json "s|@KEY@|$(<kunci.pub)|"
  digest=$(shown "$here/build-folder.sh" builds/$CONTAINER)
  approve $CONTAINER 470/911/Disdukcapil 1304/XI/2026 container.json "s|@SHA256@|$digest|"
  approve $PROXY 421/878/Disdik 1305/XI/2026 proxy.json "s|@ADDRESS@|$address|"
}

# As its developer does, with the key that stands in the request: the account sees the site's folder and nothing else.
deliver_php() {
  [[ -e brosur.pdf ]] || head -c 4M /dev/urandom >brosur.pdf # stands for pictures and papers: something to count
  printf 'put %s index.php\nput brosur.pdf\n' "$here/sites/php/index.php" >unggah
  sed -n '/^  web1:/,/host_key/ s/.*host_key: "\([^"]*\)".*/10.20.30.11 \1/p' datacenter/servers.yaml >known_hosts
  shown sftp -q -b unggah -i kunci -o UserKnownHostsFile=known_hosts "${PHP,,}@10.20.30.11"
}

lose_and_restore() {
  local database=${PHP,,}
  inside bin/titip backup run $PHP
  titip lab exec --lab "$lab" web1 -- rm -rf "/srv/titip/$PHP/public"
  titip lab exec --lab "$lab" db1 -- mariadb -e "DROP TABLE ${database//-/_}.tamu"
  inside bin/titip backup restore $PHP --yes --record
  inside node "$here/fetch-sites.mjs" buku-tamu
  inside bin/titip up --yes --expect-no-changes
}
