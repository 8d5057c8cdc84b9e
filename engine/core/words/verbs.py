"""Words about what people and programs ask of instances, work items and definitions."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "busy": (
        "Seharusnya perubahan tersimpan, tetapi orang lain sedang mengubah hal yang sama. "
        "Lihat keadaan terbaru, lalu ulangi.",
        "Expected to save the change, but somebody else was changing the same thing. "
        "Look at it as it is now and try again.",
    ),
    "reason.missing": (
        "Seharusnya ada alasan, tetapi belum ditulis. Tulis alasannya dengan singkat.",
        "Expected to find a reason, but there is none. Give a short reason.",
    ),
    "permit.lane": (
        'Seharusnya tugas ini dikerjakan pelaksana "{lane}", tetapi {officer} tidak memegang '
        "jabatan itu hari ini. Yang dapat mengerjakan: {candidates}.",
        'Expected to let a holder of "{lane}" do this work, but {officer} does not hold that post '
        "today. These officers can do it: {candidates}.",
    ),
    "permit.superior": (
        "Seharusnya tugas dialihkan oleh {holder} atau atasannya, tetapi {officer} bukan "
        "keduanya. Mintalah kepada salah satunya.",
        "Expected to let {holder} or a superior pass on this work, but {officer} is neither. "
        "Ask one of them.",
    ),
    "permit.steer": (
        "Seharusnya ini dilakukan oleh yang memulai, atasan pelaksana, atau pimpinan instansi, "
        "tetapi {officer} bukan salah satunya. Mintalah kepada mereka.",
        "Expected to let whoever started it, a superior of the open work or the head of the agency "
        "do this, but {officer} is none of them. Ask one of them.",
    ),
    "permit.head": (
        "Seharusnya definisi SOP diubah oleh pimpinan instansi, tetapi {officer} bukan pimpinan "
        "hari ini. Mintalah kepada pimpinan.",
        "Expected to let the head of the agency change its SOPs, but {officer} is not the head "
        "today. Ask the head.",
    ),
    "permit.calendar": (
        "Seharusnya kalender kerja diubah oleh pimpinan instansi, tetapi {officer} bukan pimpinan "
        "hari ini. Mintalah kepada pimpinan.",
        "Expected to let the head of the agency change its calendar, but {officer} is not the head "
        "today. Ask the head.",
    ),
    "instance.status": (
        "Seharusnya status pelaksanaan SOP ini memungkinkannya, tetapi statusnya {status}. "
        "Lihat riwayatnya; yang ditunda perlu dilanjutkan dahulu.",
        "Expected to find this instance in a state that allows this, but it is {status}. "
        "See its history; a suspended one has to be resumed first.",
    ),
    "start.unheld": (
        "Seharusnya setiap pelaksana dijabat seseorang, tetapi hari ini kosong: {lanes}. "
        "Minta pengelola {agency} menunjuk pejabatnya, lalu mulai lagi.",
        "Expected to find a holder for every lane, but today nobody holds: {lanes}. "
        "Ask the administrator of {agency} to appoint somebody, then start again.",
    ),
    "start.retired": (
        "Seharusnya {definition} mempunyai versi yang berlaku, tetapi tidak ada. "
        "Minta pimpinan instansi memberlakukan salah satunya.",
        "Expected to find a version of {definition} in force, but there is none. "
        "Ask the head of the agency to put one in force.",
    ),
    "start.version": (
        "Seharusnya {definition} mempunyai versi {version}, tetapi yang ada: {known}. "
        "Pilih salah satunya.",
        "Expected to find version {version} of {definition}, but there are only: {known}. "
        "Choose one of them.",
    ),
    "migrate.same": (
        "Seharusnya pindah ke versi lain, tetapi pelaksanaan ini sudah memakai {definition} "
        "versi {version}. Tidak perlu berbuat apa-apa.",
        "Expected to move to another version, but this instance already runs {definition} "
        "version {version}. There is nothing to do.",
    ),
    "migrate.impossible": (
        "Seharusnya setiap langkah yang terbuka ada di versi {version}, tetapi tidak demikian: "
        "{steps}. Selesaikan langkah itu dahulu.",
        "Expected to find every open step in version {version}, but that is not so: {steps}. "
        "Finish those steps first.",
    ),
    "event.unexpected": (
        'Seharusnya ada yang menunggu "{name}", tetapi tidak ada. Periksa nama dan kuncinya.',
        'Expected to find somebody waiting for "{name}", but nobody is. '
        "Check the name and the key.",
    ),
    "work.taken": (
        'Seharusnya "{name}" belum diambil, tetapi sudah diambil {officer}. '
        "Mintalah {officer} melepas atau melimpahkannya.",
        'Expected to find "{name}" free, but {officer} has taken it. '
        "Ask {officer} to release it or pass it on.",
    ),
    "work.yours": (
        'Seharusnya "{name}" belum diambil, tetapi Anda sudah mengambilnya. '
        "Kerjakan, atau lepas tugas itu.",
        'Expected to find "{name}" free, but you have it already. Work on it, or release it.',
    ),
    "work.closed": (
        'Seharusnya "{name}" masih terbuka, tetapi sudah ditutup ({state}, {officer}). '
        "Lihat daftar tugas yang terbaru.",
        'Expected to find "{name}" open, but it is closed ({state}, {officer}). '
        "See what is open now.",
    ),
    "work.state": (
        'Seharusnya keadaan "{name}" memungkinkan ini ({verb}), tetapi keadaannya {state}. '
        "Lihat daftar tugas yang terbaru.",
        'Expected to {verb} "{name}", but its state is {state}. See what is open now.',
    ),
    "work.overtaken": (
        'Seharusnya "{name}" masih terbuka, tetapi waktunya baru saja habis menurut SOP. '
        "Lihat daftar tugas yang terbaru.",
        'Expected to find "{name}" open, but the time its SOP allows has just run out. '
        "See what is open now.",
    ),
    "return.nowhere": (
        'Seharusnya ada langkah sebelum "{name}", tetapi tidak ada. '
        "Selesaikan langkah ini, atau minta pelaksanaan dibatalkan.",
        'Expected to find a step before "{name}", but there is none. '
        "Finish this step, or ask for the instance to be cancelled.",
    ),
    "return.elsewhere": (
        'Seharusnya "{name}" dikembalikan ke langkah sebelumnya, tetapi "{to}" bukan langkah '
        "itu. Pilih salah satu: {steps}.",
        'Expected to return "{name}" to an earlier step, but "{to}" is none. '
        "Choose one of: {steps}.",
    ),
    "return.parallel": (
        'Seharusnya "{name}" dapat dikembalikan ke "{to}", tetapi langkah itu berjalan bersama '
        "langkah lain yang sudah selesai. Pilih salah satu: {steps}.",
        'Expected to return "{name}" to "{to}", but that step runs in parallel with others that '
        "are already done. Choose one of: {steps}.",
    ),
    "incident.resolved": (
        "Seharusnya gangguan {incident} masih terbuka, tetapi sudah teratasi. "
        "Lihat gangguan yang masih terbuka.",
        "Expected to find incident {incident} open, but it is resolved. "
        "See those that are still open.",
    ),
    "definition.active": (
        "Seharusnya {definition} versi {version} belum berlaku, tetapi sudah berlaku. "
        "Tidak perlu berbuat apa-apa.",
        "Expected to put {definition} version {version} in force, but it is in force already. "
        "There is nothing to do.",
    ),
    "definition.retired": (
        "Seharusnya {definition} versi {version} masih ada, tetapi sudah dicabut. "
        "Tidak perlu berbuat apa-apa.",
        "Expected to retire {definition} version {version}, but it is retired already. "
        "There is nothing to do.",
    ),
    "deploy.refused": (
        "Seharusnya {file} dapat dijalankan, tetapi ada {count} temuan yang menghalangi. "
        "Perbaiki semuanya, lalu pasang lagi.",
        "Expected to deploy {file}, but {count:finding stands|findings stand} in the way. "
        "Correct them all and deploy again.",
    ),
    "lane.no_position": (
        'Seharusnya pelaksana "{lane}" adalah sebuah jabatan, tetapi tidak ada jabatan bernama '
        "itu. Tambahkan sebagai sebutan lain pada jabatannya.",
        'Expected to find a post for the lane "{lane}", but no post is called that. '
        "Add it to its post as another name.",
    ),
    "lane.nobody": (
        'Seharusnya pelaksana "{lane}" dijabat seseorang, tetapi hari ini kosong. '
        "Tunjuk pejabatnya sebelum SOP dimulai.",
        'Expected to find somebody in the lane "{lane}", but the post is vacant today. '
        "Appoint somebody before the SOP is started.",
    ),
    "agency.calendar_zone": (
        "Seharusnya kalender {agency} memakai zona {zone}, tetapi zonanya {calendar}. "
        "Samakan keduanya.",
        "Expected to find the calendar of {agency} in zone {zone}, but it is in {calendar}. "
        "Make them the same.",
    ),
    "tasks.agency": (
        "Seharusnya instansi pejabat disebut, tetapi belum. Sebutkan instansinya.",
        "Expected to know the agency of the officer, but it is not named. Name the agency.",
    ),
}
