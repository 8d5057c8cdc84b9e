"""Words about running an instance: why it cannot go on, and what was asked of it in vain."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    # What a person or a program asks for (engine/bpmn/runner.py)
    "running.token_gone": (
        "Seharusnya tugas {token} masih terbuka, tetapi sudah selesai, dikembalikan atau "
        "dibatalkan. Muat ulang daftar tugas.",
        "Expected task {token} to be open, but it has been completed, returned or cancelled. "
        "Reload the task list.",
    ),
    "running.job_gone": (
        "Seharusnya pekerjaan {token} masih terbuka, tetapi sudah selesai atau dibatalkan. "
        "Lihat yang masih terbuka.",
        "Expected job {token} to be open, but it is done or cancelled. See which are open.",
    ),
    "running.not_waiting": (
        'Seharusnya pelaksanaan ini menunggu "{event}", tetapi tidak ada yang menunggunya. '
        "Lihat apa yang ditunggunya.",
        'Expected the instance to wait for "{event}", but nothing in it does. '
        "See what it waits for.",
    ),
    "running.no_start": (
        'Seharusnya ada kejadian awal "{element}" pada proses, tetapi tidak ada. '
        "Sebutkan id startEvent yang ada di diagram.",
        'Expected the process to have the start event "{element}", but it has none. '
        "Name the id of a startEvent of the diagram.",
    ),
    "running.start_condition": (
        'Seharusnya syarat kejadian awal "{element}" terpenuhi, tetapi belum. '
        "Isi variabel yang diperiksanya, lalu mulai lagi.",
        'Expected the condition of the start event "{element}" to be true, but it is not. '
        "Give the variables it looks at, then start again.",
    ),
    "running.not_json": (
        "Seharusnya isian berupa data JSON, tetapi ada nilai lain: {reason}. "
        "Kirim teks, angka, true/false, null, daftar atau objek saja.",
        "Expected the values to be JSON data, but there is another one: {reason}. "
        "Send text, numbers, true/false, null, lists or objects only.",
    ),
    # Incidents: the model cannot go on
    "running.budget": (
        'Seharusnya langkah otomatis berhenti menunggu orang, tetapi di "{element}" sudah lebih '
        "dari {limit} langkah. Periksa apakah ada putaran tanpa akhir, perbaiki modelnya, lalu "
        "coba lagi.",
        'Expected the automatic steps to stop and wait for a person, but at "{element}" there '
        "were more than {limit}. Look for an endless loop, correct the model, then retry.",
    ),
    "running.tokens": (
        'Seharusnya paling banyak {limit} cabang berjalan sekaligus, tetapi di "{element}" lebih. '
        "Periksa pengulangan pada model, lalu coba lagi.",
        'Expected at most {limit} branches at once, but at "{element}" there are more. '
        "Check the repetitions of the model, then retry.",
    ),
    "running.no_flow": (
        'Seharusnya salah satu syarat setelah "{element}" terpenuhi, tetapi tidak ada. '
        "Perbaiki isian yang diperiksa, atau beri model alur bawaan (default), lalu coba lagi.",
        'Expected one of the conditions after "{element}" to be true, but none is. '
        "Correct the values they look at, or give the model a default flow, then retry.",
    ),
    "running.error_uncaught": (
        'Seharusnya galat "{error}" dari "{element}" ditangani dalam model, tetapi tidak ada '
        "penangkapnya. Tambahkan kejadian batas (error), lalu coba lagi.",
        'Expected the error "{error}" of "{element}" to be caught in the model, but nothing '
        "catches it. Add an error boundary event, then retry.",
    ),
    "running.instances": (
        'Seharusnya "{element}" mendapat daftar atau bilangan bulat untuk diulang, tetapi '
        "nilainya lain. Perbaiki isian itu, lalu coba lagi.",
        'Expected "{element}" to get a list or a whole number to repeat by, but the value is '
        "another. Correct that value, then retry.",
    ),
    "running.too_many_instances": (
        'Seharusnya "{element}" diulang paling banyak {limit} kali, tetapi diminta lebih. '
        "Kurangi daftarnya, lalu coba lagi.",
        'Expected "{element}" to be repeated at most {limit} times, but more were asked for. '
        "Shorten the list, then retry.",
    ),
    "running.callee_missing": (
        'Seharusnya proses "{called}" yang dipanggil "{element}" sudah dipasang, tetapi belum. '
        "Pasang dan aktifkan proses itu, lalu coba lagi.",
        'Expected the process "{called}" that "{element}" calls to be deployed, but it is not. '
        "Deploy and activate it, then retry.",
    ),
    "running.depth": (
        'Seharusnya subproses bersarang paling dalam {limit}, tetapi "{element}" lebih dalam. '
        "Periksa apakah proses memanggil dirinya sendiri, perbaiki modelnya, lalu coba lagi.",
        'Expected sub-processes to be open at most {limit} deep, but "{element}" is deeper. '
        "See whether a process calls itself, correct the model, then retry.",
    ),
    "running.job_failed": (
        'Seharusnya "{handler}" mengerjakan "{element}", tetapi tidak berhasil: {reason}. '
        "Perbaiki penyebabnya lalu coba lagi, atau selesaikan sendiri atau lewati.",
        'Expected "{handler}" to do "{element}", but it did not: {reason}. '
        "Mend the cause and retry, or complete or skip it yourself.",
    ),
    "running.job_values": (
        "Seharusnya pekerjaan otomatis dalam satu langkah diberi paling banyak {limit} MB, tetapi "
        'di "{element}" lebih. Batasi masukannya dengan sop:take, lalu coba lagi.',
        "Expected the jobs of one step to be given at most {limit} MB of values, but at "
        '"{element}" it is more. Limit what they take with sop:take, then retry.',
    ),
    "running.unexpected": (
        "Seharusnya pelaksanaan ini berlanjut, tetapi ada kesalahan yang tidak terduga ({reason}). "
        "Keadaannya tidak berubah; sampaikan kepada pengelola, lalu coba lagi.",
        "Expected this instance to go on, but something unforeseen went wrong ({reason}). "
        "Nothing in it has changed; tell the administrator, then retry.",
    ),
    "running.state_damaged": (
        "Seharusnya keadaan pelaksanaan ini terbaca, tetapi rusak ({reason}). "
        "Pulihkan dari cadangan; riwayatnya tetap ada.",
        "Expected to read the state of this instance, but it is damaged ({reason}). "
        "Restore a backup; what happened is still in its history.",
    ),
    "running.state_format": (
        "Seharusnya keadaan tersimpan berformat {known}, tetapi formatnya {format}. "
        "Perbarui Sopan ke versi yang menulisnya.",
        "Expected the stored state to have the format {known}, but it has {format}. "
        "Update Sopan to the version that wrote it.",
    ),
    "running.state_node": (
        'Seharusnya model memiliki "{element}" tempat pelaksanaan ini berada, tetapi tidak ada. '
        "Jalankan dengan versi SOP semula.",
        'Expected the model to have "{element}", where the instance stands, but it has not. '
        "Run it with the version it was started on.",
    ),
    # Going back (engine/bpmn/moves.py)
    "move.not_a_task": (
        'Seharusnya "{target}" langkah yang dikerjakan orang, tetapi bukan. Pilih langkah lain.',
        'Expected "{target}" to be a step a person does, but it is not. Choose another step.',
    ),
    "move.same": (
        'Seharusnya langkah tujuan berbeda dari "{target}", tetapi tugasnya ada di situ. '
        "Pilih langkah sebelumnya.",
        'Expected the target to be another step than "{target}", but the task is there already. '
        "Choose an earlier step.",
    ),
    "move.not_upstream": (
        'Seharusnya "{target}" mendahului tugas ini, tetapi tidak ada jalan dari sana ke sini. '
        "Pilih langkah sebelumnya.",
        'Expected "{target}" to come before this task, but no path leads from there to here. '
        "Choose an earlier step.",
    ),
    "move.other_scope": (
        'Seharusnya "{target}" berada di subproses yang sama atau di luarnya, tetapi berada di '
        "dalam subproses lain. Pilih langkah di luar subproses itu.",
        'Expected "{target}" to stand in the same sub-process or around it, but it stands inside '
        "another one. Choose a step outside that sub-process.",
    ),
    "move.join_starves": (
        'Seharusnya semua cabang menuju "{join}" dapat selesai lagi, tetapi dari "{target}" hanya '
        "sebagian yang terulang. Pilih langkah sebelum percabangan.",
        'Expected all branches to "{join}" to be able to finish again, but from "{target}" only '
        "some are repeated. Choose a step before the branches divide.",
    ),
    # Going over to another version (engine/bpmn/migration.py)
    "migrate.node_missing": (
        'Seharusnya versi baru memiliki "{element}" tempat pelaksanaan ini berada, tetapi tidak '
        "ada. Selesaikan langkah itu dulu, atau beri id yang sama pada versi baru.",
        'Expected the new version to have "{element}", where the instance stands, but it has '
        "not. Finish that step first, or give it the same id in the new version.",
    ),
    "migrate.node_changed": (
        'Seharusnya "{element}" sejenis di kedua versi, tetapi {before} menjadi {after}. '
        "Selesaikan langkah itu dulu, atau beri langkah baru id lain.",
        'Expected "{element}" to be of one kind in both versions, but {before} became {after}. '
        "Finish that step first, or give the new step another id.",
    ),
    "migrate.scope_changed": (
        'Seharusnya "{element}" tetap dalam "{before}", tetapi pindah ke "{after}". '
        "Selesaikan langkah itu dulu.",
        'Expected "{element}" to stay inside "{before}", but it moved to "{after}". '
        "Finish that step first.",
    ),
    "migrate.flow_missing": (
        'Seharusnya versi baru memiliki alur "{flow}" menuju "{element}" yang sudah dilalui satu '
        "cabang, tetapi tidak ada. Tunggu sampai cabang-cabang bertemu.",
        'Expected the new version to have the flow "{flow}" to "{element}" along which one '
        "branch has come, but it has not. Wait until the branches have met.",
    ),
    "migrate.boundary_changed": (
        'Seharusnya kejadian batas pada "{element}" sama di kedua versi, tetapi berbeda. '
        "Selesaikan langkah itu dulu.",
        'Expected the boundary events of "{element}" to be the same in both versions, but they '
        "differ. Finish that step first.",
    ),
}
