/**
 * `verify.sh` of a bundle: what an auditor can check without Titip and without a network, with sh, sed, sha256sum and
 * ssh-keygen (OpenSSH 9.0 or later, for times in UTC). It reads `signatures`, a line for each proven approval: signer,
 * time and path, set apart by tabs.
 */
export const VERIFY_SCRIPT = `#!/bin/sh
# Memeriksa berkas audit Titip tanpa Titip: jumlah SHA-256, tanda tangan, langkah, permohonan dan rencananya.
# Perlu: sh, sed, sha256sum, ssh-keygen (OpenSSH 9.0+). Kode keluar 1 bila ada yang tidak cocok.
set -u
cd "$(dirname "$0")" || exit 2
failed=0 passed=0
ok() { passed=$((passed + 1)); }
bad() { failed=$((failed + 1)); printf 'TIDAK COCOK: %s\\n' "$1"; }
sum() { sha256sum <"$1" | sed 's/ .*//'; }
# field FILE NAME: a text of 64 hexadecimal digits in a statement, after its name
field() { sed -n "s/.*[{,]\\"$2\\":\\"\\(sha256:\\)\\{0,1\\}\\([0-9a-f]\\{64\\}\\)\\".*/\\2/p" "$1"; }
same() { # same FILE SUM WHAT
  if [ -f "$1" ] && [ "$(sum "$1")" = "$2" ]; then ok; else bad "$3"; fi
}

if sha256sum --quiet --check SHA256SUMS; then ok; else bad 'SHA256SUMS'; fi
listed=$(sed 's/^[0-9a-f]*  //' SHA256SUMS | LC_ALL=C sort)
present=$(find . -type f ! -path ./SHA256SUMS | sed 's,^\\./,,' | LC_ALL=C sort)
if [ "$listed" = "$present" ]; then ok; else bad 'berkas di luar SHA256SUMS'; fi

tab=$(printf '\\t')
while IFS="$tab" read -r signer time path; do
  statement=$path.json
  if ssh-keygen -Y verify -f allowed_signers -I "$signer" -n titip -O verify-time="$time" \\
    -s "$path.sig" <"$statement" >/dev/null 2>&1; then ok; else bad "$path: tanda tangan $signer"; fi
  same "checked/$path.step.json" "$(field "$statement" step)" "$path: langkahnya"
  [ ! -f "checked/$path.subject.json" ] ||
    same "checked/$path.subject.json" "$(field "$statement" subject)" "$path: permohonannya"
  [ ! -f "checked/$path.plan.json" ] ||
    same "checked/$path.plan.json" "$(field "$statement" digest)" "$path: rencananya"
  for part in "checked/$path.parts"/*.json; do
    [ -f "$part" ] || continue
    id=$(basename "$part" .json)
    case $(cat "checked/$path.plan.json") in
    *"\\"$id\\":\\"sha256:$(sum "$part")\\""*) ok ;;
    *) bad "$path: rencana $id" ;;
    esac
  done
  paper=$(sed -n 's/.*"paper":{"sha256":"\\([0-9a-f]\\{64\\}\\)".*/\\1/p' "$statement")
  [ -z "$paper" ] || [ ! -f "papers/$paper" ] || same "papers/$paper" "$paper" "$path: suratnya"
done <signatures

printf '%s cocok, %s tidak cocok\\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
`;
