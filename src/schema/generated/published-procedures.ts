// Generated from sop/*.yaml by scripts/generate-types.mjs. Do not edit: run `npm run generate`.

import type { Procedure } from "./procedure";

export const publishedProcedures: Record<"hosting" | "colocation", Procedure> = {
  "colocation": {
    "procedure": "colocation",
    "title": {
      "id": "SOP Layanan Co-Location",
      "en": "Co-location procedure"
    },
    "source": "Prosedur Co-location / Penempatan Server dan Hosting Aplikasi, Diskominfo Kabupaten Cirebon",
    "roles": {
      "applicant": {
        "id": "SKPD pemohon",
        "en": "the requesting agency"
      },
      "application-head": {
        "id": "Kepala Bidang Aptika",
        "en": "the head of the application division"
      },
      "infrastructure-section": {
        "id": "Seksi Infrastruktur dan Teknologi",
        "en": "the section for infrastructure and technology"
      },
      "datacenter-team": {
        "id": "Tim Personil Data Center",
        "en": "the data centre's staff"
      }
    },
    "activities": [
      {
        "key": "request",
        "effect": "request",
        "order": 1,
        "title": {
          "id": "Mengajukan surat permohonan layanan co-location dengan spesifikasi server dan data lainnya",
          "en": "Letter of request for co-location with the server's specification and other data"
        },
        "actor": [
          "applicant"
        ],
        "actor_basis": "inferred",
        "letter": "required",
        "requirements": [],
        "output": [
          {
            "id": "Surat permohonan",
            "en": "Letter of request"
          }
        ],
        "next": "disposition"
      },
      {
        "key": "disposition",
        "effect": "disposition",
        "order": 2,
        "title": {
          "id": "Memverifikasi dan mendisposisikan ke Seksi Infrastruktur dan Teknologi, dilanjutkan kepada Tim Personil DC",
          "en": "Verified and disposed to the section for infrastructure and technology, passed on to the data centre's staff"
        },
        "actor": [
          "application-head"
        ],
        "actor_basis": "inferred",
        "requirements": [
          {
            "id": "Surat permohonan",
            "en": "Letter of request"
          }
        ],
        "time_limit": "15 minutes",
        "output": [
          {
            "id": "Disposisi",
            "en": "Disposition"
          }
        ],
        "fields": {
          "to": {
            "type": "officer",
            "required": true,
            "title": {
              "id": "Diteruskan kepada",
              "en": "Position that shall act"
            }
          },
          "onward": {
            "type": "officer",
            "title": {
              "id": "Dilanjutkan kepada",
              "en": "Position that it was passed on to"
            }
          }
        },
        "next": "capacity"
      },
      {
        "key": "capacity",
        "effect": "assessment",
        "order": 3,
        "title": {
          "id": "Mengecek ketersediaan kapasitas infrastruktur (server, listrik, UPS, genset, bandwidth, tempat)",
          "en": "Capacity is checked: server, electricity, UPS, genset, bandwidth, space"
        },
        "actor": [
          "datacenter-team",
          "infrastructure-section"
        ],
        "actor_basis": "inferred",
        "requirements": [
          {
            "id": "Disposisi",
            "en": "Disposition"
          }
        ],
        "time_limit": "1 hour",
        "output": [
          {
            "id": "Laporan",
            "en": "Report"
          }
        ],
        "fields": {
          "with": {
            "type": "officers",
            "title": {
              "id": "Dicek bersama",
              "en": "Positions that checked together"
            }
          },
          "available": {
            "type": "boolean",
            "required": true,
            "title": {
              "id": "Kapasitas masih tersedia",
              "en": "Whether there is capacity"
            }
          },
          "reason": {
            "type": "prose",
            "title": {
              "id": "Alasan kapasitas tidak tersedia",
              "en": "Why not; needed when there is no capacity"
            },
            "required_when": {
              "field": "available",
              "equals": false
            }
          },
          "allocation": {
            "type": "allocation",
            "title": {
              "id": "Alokasi",
              "en": "What the request is given"
            },
            "forbidden_when": {
              "field": "available",
              "equals": false
            }
          }
        },
        "branches": [
          {
            "when": {
              "field": "available",
              "equals": true
            },
            "next": "form"
          },
          {
            "when": {
              "field": "available",
              "equals": false
            },
            "next": "end"
          }
        ]
      },
      {
        "key": "form",
        "effect": "form",
        "order": 4,
        "title": {
          "id": "Mengisi form pengajuan co-location server dan hosting aplikasi",
          "en": "The form for co-location is filled in"
        },
        "actor": [
          "applicant"
        ],
        "actor_basis": "inferred",
        "requirements": [
          {
            "id": "Surat permohonan dan disposisi",
            "en": "Letter of request and disposition"
          }
        ],
        "time_limit": "15 minutes",
        "output": [
          {
            "id": "Form ajuan",
            "en": "Form"
          }
        ],
        "next": "approval"
      },
      {
        "key": "approval",
        "effect": "decision",
        "order": 5,
        "title": {
          "id": "Persetujuan Kepala Bidang Aptika dengan mengisi form persetujuan co-location",
          "en": "Approval by the head of the application division, by the form of approval"
        },
        "actor": [
          "application-head"
        ],
        "actor_basis": "stated",
        "requirements": [
          {
            "id": "Form pengajuan",
            "en": "Form"
          }
        ],
        "time_limit": "15 minutes",
        "output": [
          {
            "id": "Form persetujuan",
            "en": "Form of approval"
          }
        ],
        "fields": {
          "result": {
            "type": "choice",
            "of": [
              "approved",
              "rejected"
            ],
            "required": true,
            "title": {
              "id": "Keputusan",
              "en": "The decision"
            }
          },
          "reason": {
            "type": "prose",
            "title": {
              "id": "Alasan penolakan",
              "en": "Why not; needed when rejected"
            },
            "required_when": {
              "field": "result",
              "equals": "rejected"
            }
          },
          "digest": {
            "type": "digest",
            "title": {
              "id": "Sidik rencana",
              "en": "Digest of the plan, as `titip preview` prints it"
            }
          }
        },
        "branches": [
          {
            "when": {
              "field": "result",
              "equals": "approved"
            },
            "next": "notification"
          },
          {
            "when": {
              "field": "result",
              "equals": "rejected"
            },
            "next": "end"
          }
        ]
      },
      {
        "key": "notification",
        "effect": "notification",
        "order": 6,
        "title": {
          "id": "Menginformasikan pengguna bahwa permintaan co-location telah disetujui",
          "en": "The user is informed that the request has been approved"
        },
        "actor": [
          "datacenter-team",
          "infrastructure-section"
        ],
        "actor_basis": "inferred",
        "requirements": [
          {
            "id": "Form persetujuan",
            "en": "Form of approval"
          }
        ],
        "time_limit": "15 minutes",
        "output": [
          {
            "id": "Laporan",
            "en": "Report"
          }
        ],
        "next": "delivery"
      },
      {
        "key": "delivery",
        "effect": "delivery",
        "order": 7,
        "title": {
          "id": "Membawa perangkat server dengan OS, perangkat lunak, dan aplikasi pendukung sesuai dengan spesifikasi",
          "en": "The server is brought with operating system, software and supporting applications as specified"
        },
        "actor": [
          "applicant"
        ],
        "actor_basis": "inferred",
        "requirements": [
          {
            "id": "Form pengajuan dan persetujuan",
            "en": "Form and approval"
          }
        ],
        "time_limit": "1 day",
        "output": [
          {
            "id": "Peralatan",
            "en": "Equipment"
          }
        ],
        "fields": {
          "items": {
            "type": "items",
            "required": true,
            "title": {
              "id": "Perangkat yang dibawa",
              "en": "What was brought"
            }
          }
        },
        "next": "verification"
      },
      {
        "key": "verification",
        "effect": "placement",
        "order": 8,
        "title": {
          "id": "Verifikasi spesifikasi server, penempatan dan instalasi, berita acara serah terima, pembaruan aset register",
          "en": "The server is verified, placed and installed, the handover minuted, the asset register updated"
        },
        "actor": [
          "datacenter-team",
          "infrastructure-section"
        ],
        "actor_basis": "inferred",
        "requirements": [
          {
            "id": "Form pengajuan dan persetujuan",
            "en": "Form and approval"
          }
        ],
        "time_limit": "1 day",
        "output": [
          {
            "id": "Pemasangan server",
            "en": "Server placed"
          },
          {
            "id": "Laporan hasil kerja",
            "en": "Report of the work's result"
          }
        ],
        "fields": {
          "result": {
            "type": "choice",
            "of": [
              "accepted",
              "returned"
            ],
            "required": true,
            "title": {
              "id": "Hasil verifikasi",
              "en": "Whether it was taken in, or given back"
            }
          },
          "reason": {
            "type": "prose",
            "title": {
              "id": "Alasan pengembalian",
              "en": "Why it was given back"
            },
            "required_when": {
              "field": "result",
              "equals": "returned"
            }
          },
          "differences_accepted": {
            "type": "differences",
            "title": {
              "id": "Perbedaan yang diterima",
              "en": "Who takes what differs from the approved specification"
            },
            "forbidden_when": {
              "field": "result",
              "equals": "returned"
            }
          },
          "assets": {
            "type": "assets",
            "title": {
              "id": "Nomor aset register",
              "en": "Entries of the asset register"
            },
            "required_when": {
              "field": "result",
              "equals": "accepted"
            }
          },
          "minutes": {
            "type": "minutes",
            "title": {
              "id": "Berita acara serah terima",
              "en": "Minutes of the handover"
            },
            "required_when": {
              "field": "result",
              "equals": "accepted"
            }
          }
        },
        "branches": [
          {
            "when": {
              "field": "result",
              "equals": "accepted"
            },
            "next": "completion"
          },
          {
            "when": {
              "field": "result",
              "equals": "returned"
            },
            "next": "end"
          }
        ]
      },
      {
        "key": "completion",
        "effect": "completion",
        "order": 9,
        "title": {
          "id": "Melaporkan kepada pengguna dengan tembusan Kepala Bidang bahwa server sudah selesai dan dapat diakses",
          "en": "The user is told, with a copy to the head of division: finished and accessible"
        },
        "actor": [
          "datacenter-team",
          "infrastructure-section"
        ],
        "actor_basis": "inferred",
        "requirements": [
          {
            "id": "Laporan",
            "en": "Report"
          }
        ],
        "time_limit": "15 minutes",
        "output": [
          {
            "id": "Laporan berita acara",
            "en": "Report with the minutes"
          }
        ],
        "fields": {
          "verification": {
            "type": "sha256",
            "title": {
              "id": "SHA-256 bukti verifikasi",
              "en": "SHA-256 of the evidence of `titip verify`"
            }
          }
        },
        "next": "end"
      }
    ],
    "further": [
      {
        "key": "suspension",
        "effect": "suspension",
        "repeats": true,
        "title": {
          "id": "Penghentian sementara layanan",
          "en": "The service is suspended"
        },
        "actor": [
          "application-head"
        ],
        "actor_basis": "inferred",
        "fields": {
          "reason": {
            "type": "prose",
            "required": true,
            "title": {
              "id": "Alasan",
              "en": "Why"
            }
          },
          "until": {
            "type": "date",
            "title": {
              "id": "Sampai dengan",
              "en": "Day when it is meant to go on"
            }
          },
          "emergency": {
            "type": "boolean",
            "title": {
              "id": "Keadaan darurat",
              "en": "Done at once, before its approval"
            }
          },
          "digest": {
            "type": "digest",
            "title": {
              "id": "Sidik rencana",
              "en": "Digest of the plan, as `titip preview` prints it"
            }
          }
        }
      },
      {
        "key": "resumption",
        "effect": "resumption",
        "repeats": true,
        "title": {
          "id": "Pengaktifan kembali layanan",
          "en": "The service goes on"
        },
        "actor": [
          "application-head"
        ],
        "actor_basis": "inferred",
        "fields": {
          "reason": {
            "type": "prose",
            "title": {
              "id": "Alasan",
              "en": "Why"
            }
          },
          "digest": {
            "type": "digest",
            "title": {
              "id": "Sidik rencana",
              "en": "Digest of the plan, as `titip preview` prints it"
            }
          }
        }
      },
      {
        "key": "renewal",
        "effect": "renewal",
        "repeats": true,
        "title": {
          "id": "Perpanjangan masa layanan",
          "en": "The term is extended"
        },
        "actor": [
          "application-head"
        ],
        "actor_basis": "inferred",
        "letter": "required",
        "fields": {
          "until": {
            "type": "date",
            "required": true,
            "title": {
              "id": "Berlaku sampai dengan",
              "en": "New last day of the service"
            }
          },
          "digest": {
            "type": "digest",
            "title": {
              "id": "Sidik rencana",
              "en": "Digest of the plan, as `titip preview` prints it"
            }
          }
        }
      },
      {
        "key": "closure",
        "effect": "closure",
        "title": {
          "id": "Penutupan layanan",
          "en": "The service is closed"
        },
        "actor": [
          "application-head"
        ],
        "actor_basis": "inferred",
        "fields": {
          "reason": {
            "type": "prose",
            "required": true,
            "title": {
              "id": "Alasan penutupan",
              "en": "Why the service ends"
            }
          },
          "digest": {
            "type": "digest",
            "title": {
              "id": "Sidik rencana",
              "en": "Digest of the plan, as `titip preview` prints it"
            }
          }
        }
      }
    ],
    "records": [
      {
        "id": "Aset register",
        "en": "Asset register"
      },
      {
        "id": "Berita acara serah terima",
        "en": "Minutes of the handover"
      }
    ]
  },
  "hosting": {
    "procedure": "hosting",
    "title": {
      "id": "SOP Layanan Hosting",
      "en": "Hosting procedure"
    },
    "source": "SOP Layanan Hosting, DKISP",
    "roles": {
      "applicant": {
        "id": "OPD pemohon",
        "en": "the requesting agency"
      },
      "registry": {
        "id": "Bagian Umum",
        "en": "the general affairs section"
      },
      "head": {
        "id": "Kepala Dinas",
        "en": "the head of the office"
      },
      "application-head": {
        "id": "Kepala Bidang Aplikasi Informatika",
        "en": "the head of the application division"
      },
      "application-coordinator": {
        "id": "Sub Koordinator Aplikasi",
        "en": "the sub-coordinator for applications"
      },
      "datacenter-team": {
        "id": "Tim Personil Data Center",
        "en": "the data centre's staff"
      },
      "pipeline": {
        "id": "Titip (mesin penerap)",
        "en": "Titip (the machine that applies)"
      }
    },
    "activities": [
      {
        "key": "request",
        "effect": "request",
        "order": 1,
        "title": {
          "id": "Surat permohonan hosting dari OPD",
          "en": "Letter of request for hosting from the agency"
        },
        "actor": [
          "applicant"
        ],
        "actor_basis": "stated",
        "letter": "required",
        "requirements": [
          {
            "id": "Surat permohonan OPD",
            "en": "The agency's letter of request"
          }
        ],
        "time_limit": "2 minutes",
        "output": [
          {
            "id": "Surat",
            "en": "Letter"
          }
        ],
        "next": "registration"
      },
      {
        "key": "registration",
        "effect": "registration",
        "order": 2,
        "title": {
          "id": "Memindai dan mengagendakan surat, mengkaji lembar disposisi",
          "en": "The letter is scanned and entered in the agenda, the disposition sheet prepared"
        },
        "actor": [
          "registry"
        ],
        "actor_basis": "inferred",
        "requirements": [
          {
            "id": "Surat, buku agenda dan lembar disposisi",
            "en": "Letter, agenda book and disposition sheet"
          }
        ],
        "time_limit": "3 minutes",
        "output": [
          {
            "id": "Dokumen elektronik",
            "en": "Electronic document"
          },
          {
            "id": "Surat dengan lembar disposisi",
            "en": "Letter with disposition sheet"
          }
        ],
        "fields": {
          "agenda": {
            "type": "line",
            "required": true,
            "title": {
              "id": "Nomor agenda",
              "en": "Number in the agenda book"
            }
          }
        },
        "next": "disposition"
      },
      {
        "key": "disposition",
        "effect": "disposition",
        "order": 3,
        "title": {
          "id": "Disposisi Kepala Dinas ke Bidang Aplikasi Informatika",
          "en": "The head's disposition to the application division"
        },
        "actor": [
          "head"
        ],
        "actor_basis": "stated",
        "requirements": [
          {
            "id": "Surat dan lembar disposisi",
            "en": "Letter and disposition sheet"
          }
        ],
        "time_limit": "2 minutes",
        "output": [
          {
            "id": "Surat permohonan terdisposisi",
            "en": "Letter of request with disposition"
          }
        ],
        "fields": {
          "to": {
            "type": "officer",
            "required": true,
            "title": {
              "id": "Diteruskan kepada",
              "en": "Position that shall act"
            }
          }
        },
        "next": "assessment"
      },
      {
        "key": "assessment",
        "effect": "assessment",
        "order": 4,
        "title": {
          "id": "Pengkajian oleh Kepala Bidang Aplikasi Informatika bersama Sub Koordinator",
          "en": "Assessment by the head of the application division with the sub-coordinator"
        },
        "actor": [
          "application-head",
          "application-coordinator"
        ],
        "actor_basis": "stated",
        "requirements": [
          {
            "id": "Surat permohonan terdisposisi",
            "en": "Letter of request with disposition"
          },
          {
            "id": "Data server, IP, bandwidth, domain",
            "en": "Data on servers, addresses, bandwidth, domains"
          }
        ],
        "time_limit": "5 minutes",
        "output": [
          {
            "id": "Data untuk tindak lanjut",
            "en": "Data for what follows"
          }
        ],
        "fields": {
          "with": {
            "type": "officers",
            "title": {
              "id": "Dikaji bersama",
              "en": "Positions that assessed together"
            }
          },
          "feasible": {
            "type": "boolean",
            "required": true,
            "title": {
              "id": "Dapat dilaksanakan",
              "en": "Whether it can be done"
            }
          },
          "reason": {
            "type": "prose",
            "title": {
              "id": "Alasan tidak dapat dilaksanakan",
              "en": "Why not; needed when not feasible"
            },
            "required_when": {
              "field": "feasible",
              "equals": false
            }
          },
          "allocation": {
            "type": "allocation",
            "title": {
              "id": "Alokasi",
              "en": "What the request is given"
            },
            "forbidden_when": {
              "field": "feasible",
              "equals": false
            }
          }
        },
        "next": "decision"
      },
      {
        "key": "decision",
        "effect": "decision",
        "order": 5,
        "title": {
          "id": "Permintaan hosting dan subdomain disetujui/dapat dilaksanakan atau tidak",
          "en": "The request for hosting and subdomain is approved and feasible, or not"
        },
        "actor": [
          "application-head",
          "head"
        ],
        "actor_basis": "inferred",
        "requirements": [
          {
            "id": "Data dan konfigurasi hosting",
            "en": "Hosting data and configuration"
          },
          {
            "id": "Laporan untuk ditindaklanjuti",
            "en": "Report for what follows"
          }
        ],
        "time_limit": "30 minutes",
        "output": [
          {
            "id": "Laporan untuk ditindaklanjuti",
            "en": "Report for what follows"
          },
          {
            "id": "Surat pemberitahuan",
            "en": "Letter of notification"
          }
        ],
        "fields": {
          "result": {
            "type": "choice",
            "of": [
              "approved",
              "rejected"
            ],
            "required": true,
            "title": {
              "id": "Keputusan",
              "en": "The decision"
            }
          },
          "reason": {
            "type": "prose",
            "title": {
              "id": "Alasan penolakan",
              "en": "Why not; needed when rejected"
            },
            "required_when": {
              "field": "result",
              "equals": "rejected"
            }
          },
          "digest": {
            "type": "digest",
            "title": {
              "id": "Sidik rencana",
              "en": "Digest of the plan, as `titip preview` prints it"
            }
          }
        },
        "branches": [
          {
            "when": {
              "field": "result",
              "equals": "approved"
            },
            "next": "creation"
          },
          {
            "when": {
              "field": "result",
              "equals": "rejected"
            },
            "next": "end"
          }
        ]
      },
      {
        "key": "creation",
        "effect": "creation",
        "order": 6,
        "title": {
          "id": "Pembuatan dan konfigurasi server",
          "en": "The server is made and configured"
        },
        "actor": [
          "datacenter-team",
          "application-coordinator",
          "application-head",
          "pipeline"
        ],
        "actor_basis": "inferred",
        "requirements": [
          {
            "id": "Data server hosting dan subdomain",
            "en": "Data of hosting server and subdomain"
          }
        ],
        "time_limit": "2 days",
        "output": [
          {
            "id": "Server hosting dan subdomain",
            "en": "Hosting server and subdomain"
          }
        ],
        "fields": {
          "digest": {
            "type": "digest",
            "title": {
              "id": "Sidik rencana",
              "en": "Digest of the plan, as `titip preview` prints it"
            }
          },
          "outputs": {
            "type": "sha256",
            "title": {
              "id": "SHA-256 keluaran",
              "en": "SHA-256 of the stack outputs of this request"
            }
          }
        },
        "next": "notification"
      },
      {
        "key": "notification",
        "effect": "notification",
        "order": 7,
        "title": {
          "id": "Surat pemberitahuan data dan konfigurasi hosting",
          "en": "Letter of notification with hosting data and configuration"
        },
        "actor": [
          "application-head",
          "head"
        ],
        "actor_basis": "inferred",
        "letter": "required",
        "requirements": [
          {
            "id": "Data server hosting dan subdomain",
            "en": "Data of hosting server and subdomain"
          }
        ],
        "time_limit": "25 minutes",
        "output": [
          {
            "id": "Laporan dan dokumentasi surat tindak lanjut",
            "en": "Report and record of the letter"
          }
        ],
        "next": "usage_report"
      },
      {
        "key": "usage_report",
        "effect": "usage_report",
        "order": 8,
        "title": {
          "id": "Mengirim data dan laporan penggunaan hosting",
          "en": "Usage data and report are sent"
        },
        "actor": [
          "datacenter-team",
          "application-coordinator",
          "application-head"
        ],
        "actor_basis": "inferred",
        "requirements": [
          {
            "id": "Laporan dan dokumentasi",
            "en": "Report and records"
          }
        ],
        "time_limit": "2 minutes",
        "output": [
          {
            "id": "Laporan dan dokumentasi",
            "en": "Report and records"
          }
        ],
        "fields": {
          "period": {
            "type": "period",
            "title": {
              "id": "Masa laporan",
              "en": "Days that the report covers"
            }
          }
        },
        "next": "report"
      },
      {
        "key": "report",
        "effect": "report",
        "order": 9,
        "title": {
          "id": "Melaporkan pelaksanaan pembuatan dan penggunaan hosting dan subdomain",
          "en": "The making and the use of hosting and subdomain are reported"
        },
        "actor": [
          "application-head",
          "application-coordinator"
        ],
        "actor_basis": "inferred",
        "requirements": [
          {
            "id": "Laporan dan dokumentasi",
            "en": "Report and records"
          }
        ],
        "time_limit": "2 minutes",
        "output": [
          {
            "id": "Laporan dan dokumentasi",
            "en": "Report and records"
          }
        ],
        "fields": {
          "to": {
            "type": "officer",
            "title": {
              "id": "Dilaporkan kepada",
              "en": "Position reported to"
            }
          }
        },
        "next": "completion"
      },
      {
        "key": "completion",
        "effect": "completion",
        "order": 10,
        "title": {
          "id": "Pekerjaan selesai",
          "en": "The work is finished"
        },
        "actor": [
          "application-head",
          "application-coordinator"
        ],
        "actor_basis": "inferred",
        "requirements": [
          {
            "id": "Laporan dan dokumentasi",
            "en": "Report and records"
          }
        ],
        "time_limit": "2 minutes",
        "output": [
          {
            "id": "Laporan dan dokumentasi",
            "en": "Report and records"
          }
        ],
        "fields": {
          "verification": {
            "type": "sha256",
            "title": {
              "id": "SHA-256 bukti verifikasi",
              "en": "SHA-256 of the evidence of `titip verify`"
            }
          }
        },
        "next": "end"
      }
    ],
    "further": [
      {
        "key": "suspension",
        "effect": "suspension",
        "repeats": true,
        "title": {
          "id": "Penghentian sementara layanan",
          "en": "The service is suspended"
        },
        "actor": [
          "application-head",
          "head"
        ],
        "actor_basis": "inferred",
        "fields": {
          "reason": {
            "type": "prose",
            "required": true,
            "title": {
              "id": "Alasan",
              "en": "Why"
            }
          },
          "until": {
            "type": "date",
            "title": {
              "id": "Sampai dengan",
              "en": "Day when it is meant to go on"
            }
          },
          "emergency": {
            "type": "boolean",
            "title": {
              "id": "Keadaan darurat",
              "en": "Done at once, before its approval"
            }
          },
          "digest": {
            "type": "digest",
            "title": {
              "id": "Sidik rencana",
              "en": "Digest of the plan, as `titip preview` prints it"
            }
          }
        }
      },
      {
        "key": "resumption",
        "effect": "resumption",
        "repeats": true,
        "title": {
          "id": "Pengaktifan kembali layanan",
          "en": "The service goes on"
        },
        "actor": [
          "application-head",
          "head"
        ],
        "actor_basis": "inferred",
        "fields": {
          "reason": {
            "type": "prose",
            "title": {
              "id": "Alasan",
              "en": "Why"
            }
          },
          "digest": {
            "type": "digest",
            "title": {
              "id": "Sidik rencana",
              "en": "Digest of the plan, as `titip preview` prints it"
            }
          }
        }
      },
      {
        "key": "renewal",
        "effect": "renewal",
        "repeats": true,
        "title": {
          "id": "Perpanjangan masa layanan",
          "en": "The term is extended"
        },
        "actor": [
          "application-head",
          "head"
        ],
        "actor_basis": "inferred",
        "letter": "required",
        "fields": {
          "until": {
            "type": "date",
            "required": true,
            "title": {
              "id": "Berlaku sampai dengan",
              "en": "New last day of the service"
            }
          },
          "digest": {
            "type": "digest",
            "title": {
              "id": "Sidik rencana",
              "en": "Digest of the plan, as `titip preview` prints it"
            }
          }
        }
      },
      {
        "key": "closure",
        "effect": "closure",
        "title": {
          "id": "Penutupan layanan",
          "en": "The service is closed"
        },
        "actor": [
          "application-head",
          "head"
        ],
        "actor_basis": "inferred",
        "fields": {
          "reason": {
            "type": "prose",
            "required": true,
            "title": {
              "id": "Alasan penutupan",
              "en": "Why the service ends"
            }
          },
          "digest": {
            "type": "digest",
            "title": {
              "id": "Sidik rencana",
              "en": "Digest of the plan, as `titip preview` prints it"
            }
          }
        }
      }
    ],
    "records": [
      {
        "id": "Data konfigurasi hosting",
        "en": "Hosting configuration"
      },
      {
        "id": "Data IP dan subdomain",
        "en": "Addresses and subdomains"
      },
      {
        "id": "Data dan laporan hasil penggunaan hosting",
        "en": "Usage data and reports"
      },
      {
        "id": "Pemeliharaan hosting",
        "en": "Maintenance"
      }
    ]
  }
};
