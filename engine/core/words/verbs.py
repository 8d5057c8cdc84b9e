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
        "Lihat riwayatnya dengan `sopan show {instance}`; yang ditunda dilanjutkan dengan "
        "`sopan resume`.",
        "Expected to find this instance in a state that allows this, but it is {status}. "
        "See its history with `sopan show {instance}`; a suspended one goes on with "
        "`sopan resume`.",
    ),
    "start.unheld": (
        "Seharusnya setiap pelaksana dijabat seseorang, tetapi hari ini kosong: {lanes}. "
        "Tambahkan pejabat di agency.toml {agency}, lalu `sopan deploy` lagi.",
        "Expected to find a holder for every lane, but today nobody holds: {lanes}. "
        "Add an appointment to agency.toml of {agency} and run `sopan deploy` again.",
    ),
    "start.retired": (
        "Seharusnya {definition} mempunyai versi yang berlaku, tetapi tidak ada. "
        "Berlakukan salah satunya dengan `sopan activate`.",
        "Expected to find a version of {definition} in force, but there is none. "
        "Put one in force with `sopan activate`.",
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
        'Seharusnya ada yang menunggu "{name}", tetapi tidak ada. '
        "Periksa nama dan kunci dengan `sopan show`.",
        'Expected to find somebody waiting for "{name}", but nobody is. '
        "Check the name and the key with `sopan show`.",
    ),
    "work.taken": (
        'Seharusnya "{name}" belum diambil, tetapi sudah diambil {officer}. '
        "Mintalah {officer} melepas atau melimpahkannya.",
        'Expected to find "{name}" free, but {officer} has taken it. '
        "Ask {officer} to release it or pass it on.",
    ),
    "work.yours": (
        'Seharusnya "{name}" belum diambil, tetapi Anda sudah mengambilnya. '
        "Kerjakan, atau lepas dengan `sopan release`.",
        'Expected to find "{name}" free, but you have it already. '
        "Work on it, or give it back with `sopan release`.",
    ),
    "work.closed": (
        'Seharusnya "{name}" masih terbuka, tetapi sudah ditutup ({state}, {officer}). '
        "Lihat tugas terbaru dengan `sopan tasks`.",
        'Expected to find "{name}" open, but it is closed ({state}, {officer}). '
        "See what is open now with `sopan tasks`.",
    ),
    "work.state": (
        'Seharusnya keadaan "{name}" memungkinkan ini ({verb}), tetapi keadaannya {state}. '
        "Lihat tugas terbaru dengan `sopan tasks`.",
        'Expected to {verb} "{name}", but its state is {state}. '
        "See what is open now with `sopan tasks`.",
    ),
    "work.overtaken": (
        'Seharusnya "{name}" masih terbuka, tetapi waktunya baru saja habis menurut SOP. '
        "Lihat tugas terbaru dengan `sopan tasks`.",
        'Expected to find "{name}" open, but the time its SOP allows has just run out. '
        "See what is open now with `sopan tasks`.",
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
        "Lihat yang lain dengan `sopan incidents`.",
        "Expected to find incident {incident} open, but it is resolved. "
        "See the others with `sopan incidents`.",
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
        "Lihat semuanya dengan `sopan check {file}`, perbaiki, lalu pasang lagi.",
        "Expected to deploy {file}, but {count} findings stand in the way. "
        "See them all with `sopan check {file}`, correct them and deploy again.",
    ),
    "lane.no_position": (
        'Seharusnya pelaksana "{lane}" adalah sebuah jabatan, tetapi tidak ada jabatan atau alias '
        "bernama itu. Tambahkan sebagai alias di agency.toml.",
        'Expected to find a post for the lane "{lane}", but no post has that title or alias. '
        "Add it as an alias in agency.toml.",
    ),
    "lane.nobody": (
        'Seharusnya pelaksana "{lane}" dijabat seseorang, tetapi hari ini kosong. '
        "Tambahkan pejabatnya di agency.toml sebelum SOP dimulai.",
        'Expected to find somebody in the lane "{lane}", but the post is vacant today. '
        "Add an appointment to agency.toml before the SOP is started.",
    ),
    "agency.calendar_zone": (
        "Seharusnya kalender {agency} memakai zona {zone}, tetapi zonanya {calendar}. "
        "Samakan keduanya.",
        "Expected to find the calendar of {agency} in zone {zone}, but it is in {calendar}. "
        "Make them the same.",
    ),
    "tasks.agency": (
        "Seharusnya instansi pejabat disebut, tetapi belum. Tambahkan --agency.",
        "Expected to know the agency of the officer, but it is not named. Add --agency.",
    ),
}
