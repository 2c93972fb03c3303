import type { Text } from "../text";

type Texts = () => { what: Text; remedy: Text };

/** Error codes of the container server's verbs. */
export const CONTAINER_TEXTS: Record<string, Texts> = {
  "bad-store": () => ({
    what: {
      id: "ukuran atau folder penyimpanan kontainer tidak sah",
      en: "size or folders of a container's store are not valid",
    },
    remedy: {
      id: "perbaiki resources.storage atau application.container.volumes dalam permohonan, lalu mintakan persetujuan lagi",
      en: "mend resources.storage or application.container.volumes in the request and have it approved again",
    },
  }),
  "store-shrinks": () => ({
    what: {
      id: "penyimpanan kontainer tidak dapat diperkecil",
      en: "a container's store cannot be made smaller",
    },
    remedy: {
      id: "kembalikan resources.storage ke ukuran semula; untuk memperkecil, tutup layanan lalu ajukan yang baru",
      en: "set resources.storage back to what it was; to have less, close the service and ask for a new one",
    },
  }),
  "store-failed": () => ({
    what: {
      id: "sistem berkas untuk kontainer tidak dapat dibuat atau dipasang",
      en: "the file system for a container cannot be made or mounted",
    },
    remedy: {
      id: "periksa ruang disk, perangkat loop dan e2fsprogs di server kontainer (df -h, losetup -a, dmesg), lalu jalankan lagi",
      en: "check disk space, loop devices and e2fsprogs on the container server (df -h, losetup -a, dmesg), then run again",
    },
  }),
};
