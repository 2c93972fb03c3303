/**
 * Shell: files behind the loop devices of this server. The devices are the machine's, so other labs' show too; this
 * server's are those whose file lies on its own disk.
 */
export const OWN_LOOPS = `own=$(mktemp -p /var/tmp) && losetup -n -O BACK-MAJ:MIN,BACK-FILE |
  sed -n "s/^ *$(stat -c %Hd:%Ld "$own") *//p"; rm "$own"`;
