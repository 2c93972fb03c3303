# --- backup: what containers keep ---
# The part `volumes`: the folders of a container's data, as they are while it runs. It is saved every night and put
# back by hand, with the container stopped (docs/backup.md): who writes there is Docker's, and not this program's.
BACKUP_SITES[volumes]=volumes_sites
volumes_sites() {
  require_role container || return
  read_stores
  BACKUP_IDS+=("${!STORE_BYTES[@]}")
}

BACKUP_READ[volumes]=volumes_read
volumes_read() {
  is_mounted "$1" || { echo "$SITES/$1/data is not mounted" >&2 && return 2; }
  tar -C "$SITES/$1" --create --file=- --sort=name --sparse --numeric-owner --acls --xattrs --format=posix \
    --pax-option='exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime' --warning=no-file-changed \
    --exclude=data/lost+found -- data || (($? == 1))
}
