"""Words about bpmn."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    # Reading a file (engine/bpmn/reader.py)
    "xml.empty": (
        "Seharusnya {file} berisi model BPMN 2.0, tetapi kosong. "
        "Simpan lagi dari aplikasi pemodel, lalu kirim ulang.",
        "Expected {file} to hold a BPMN 2.0 model, but it is empty. "
        "Save it again in the modeler and send it once more.",
    ),
    "xml.too_large": (
        "Seharusnya {file} paling besar {limit} MB, tetapi besarnya {size} byte. "
        "Hapus gambar yang disisipkan atau bagi modelnya menjadi beberapa SOP.",
        "Expected {file} to be at most {limit} MB, but it has {size} bytes. "
        "Remove embedded pictures or split the model into several SOPs.",
    ),
    "xml.other_format": (
        "Seharusnya {file} berkas BPMN 2.0 (XML), tetapi isinya {what}. "
        "Ekspor modelnya sebagai BPMN 2.0 XML; tabel SOP dari Word atau Excel masuk lewat impor.",
        "Expected {file} to be a BPMN 2.0 (XML) file, but it holds {what}. "
        "Export the model as BPMN 2.0 XML; an SOP table from Word or Excel comes in by import.",
    ),
    "xml.encoding": (
        'Seharusnya {file} dapat dibaca sebagai teks, tetapi penyandian "{encoding}" tidak cocok '
        "atau tidak didukung. Simpan ulang sebagai UTF-8.",
        'Expected {file} to be readable as text, but the encoding "{encoding}" does not fit '
        "or is not supported. Save it again as UTF-8.",
    ),
    "xml.doctype": (
        "Seharusnya {file} tanpa DOCTYPE dan entitas, tetapi ada pada baris {line}. "
        "Hapus baris itu; BPMN tidak memerlukannya.",
        "Expected {file} to have no DOCTYPE and no entities, but line {line} has one. "
        "Delete it; BPMN does not need it.",
    ),
    "xml.malformed": (
        "Seharusnya {file} berisi XML yang utuh, tetapi pembaca berhenti pada baris {line}: "
        "{reason}. Perbaiki baris itu atau simpan ulang dari aplikasi pemodel.",
        "Expected {file} to be well-formed XML, but reading stopped at line {line}: {reason}. "
        "Correct that line or save the file again in the modeler.",
    ),
    "xml.too_many_elements": (
        "Seharusnya {file} paling banyak berisi {limit} elemen, tetapi lebih dari itu. "
        "Bagi modelnya menjadi beberapa SOP.",
        "Expected {file} to have at most {limit} elements, but it has more. "
        "Split the model into several SOPs.",
    ),
    "xml.too_many_attributes": (
        "Seharusnya setiap elemen di {file} paling banyak beratribut {limit}, tetapi pada baris "
        "{line} lebih. Simpan ulang berkas dari aplikasi pemodel.",
        "Expected each element of {file} to have at most {limit} attributes, but at line {line} "
        "one has more. Save the file again in the modeler.",
    ),
    "xml.too_deep": (
        "Seharusnya elemen di {file} bersarang paling dalam {limit} tingkat, tetapi baris {line} "
        "lebih dalam. Ratakan subprosesnya atau jadikan SOP tersendiri.",
        "Expected the elements of {file} to be nested at most {limit} deep, but line {line} is "
        "deeper. Flatten the sub-processes or make them SOPs of their own.",
    ),
    "xml.not_bpmn": (
        "Seharusnya {file} berakar definitions dari BPMN 2.0, tetapi isinya {what}. "
        "Ekspor modelnya sebagai BPMN 2.0 XML.",
        "Expected {file} to have the BPMN 2.0 root definitions, but it holds {what}. "
        "Export the model as BPMN 2.0 XML.",
    ),
    # Our extension elements (engine/bpmn/extension_findings.py)
    "extension.unknown_element": (
        'Seharusnya elemen sop: pada "{element}" dikenal, tetapi sop:{name} tidak ada. '
        "Hapus elemen itu; sampai saat itu isinya diabaikan.",
        'Expected a known sop: element on "{element}", but there is no sop:{name}. '
        "Delete it; until then it is ignored.",
    ),
    "extension.unknown_element.near": (
        'Seharusnya elemen sop: pada "{element}" dikenal, tetapi sop:{name} tidak ada. '
        "Barangkali maksudnya sop:{near}? Sampai diperbaiki isinya diabaikan.",
        'Expected a known sop: element on "{element}", but there is no sop:{name}. '
        "Did you mean sop:{near}? Until corrected it is ignored.",
    ),
    "extension.unknown_attribute": (
        'Seharusnya {owner} pada "{element}" hanya beratribut yang dikenal, tetapi ada {name}. '
        "Hapus atribut itu; sampai saat itu isinya diabaikan.",
        'Expected {owner} on "{element}" to have known attributes only, but it has {name}. '
        "Delete it; until then it is ignored.",
    ),
    "extension.unknown_attribute.near": (
        'Seharusnya {owner} pada "{element}" hanya beratribut yang dikenal, tetapi ada {name}. '
        "Barangkali maksudnya {near}? Sampai diperbaiki isinya diabaikan.",
        'Expected {owner} on "{element}" to have known attributes only, but it has {name}. '
        "Did you mean {near}? Until corrected it is ignored.",
    ),
    "extension.misplaced": (
        'Seharusnya sop:{name} berada di dalam {wanted}, tetapi pada "{element}" tidak. '
        "Pindahkan ke sana; sampai saat itu isinya diabaikan.",
        'Expected sop:{name} to stand in {wanted}, but on "{element}" it does not. '
        "Move it there; until then it is ignored.",
    ),
    "extension.repeated": (
        'Seharusnya hanya ada satu sop:{name} pada "{element}", tetapi ada lebih. '
        "Hapus yang tidak berlaku; hanya yang pertama dipakai.",
        'Expected one sop:{name} on "{element}", but there are more. '
        "Delete those that do not count; only the first is used.",
    ),
    "extension.required": (
        'Seharusnya sop:{name} pada "{element}" beratribut {attribute}, tetapi tidak ada. '
        "Isilah atribut itu.",
        'Expected sop:{name} on "{element}" to have the attribute {attribute}, but it has not. '
        "Fill it in.",
    ),
    "extension.value": (
        'Seharusnya {attribute} dari sop:{name} pada "{element}" berupa {allowed}, tetapi isinya '
        '"{value}". Pilih salah satunya.',
        'Expected {attribute} of sop:{name} on "{element}" to be like {allowed}, but it is '
        '"{value}". Choose one of these.',
    ),
    "extension.duration": (
        'Seharusnya waktu baku pada "{element}" berupa durasi ISO 8601, tetapi isinya "{value}". '
        "Tulis misalnya PT10M, PT2H, P4D atau P1W.",
        'Expected the time on "{element}" to be an ISO 8601 duration, but it is "{value}". '
        "Write for example PT10M, PT2H, P4D or P1W.",
    ),
    "extension.duplicate_field": (
        'Seharusnya setiap isian pada "{element}" ber-id sendiri, tetapi "{id}" dipakai lagi. '
        "Beri id lain.",
        'Expected each field on "{element}" to have an id of its own, but "{id}" is used again. '
        "Give it another.",
    ),
    "extension.reserved_field": (
        'Seharusnya id isian pada "{element}" dapat dipakai dalam kondisi, tetapi "{id}" kata '
        "bahasa ekspresi. Pilih id lain, misalnya {id}_1.",
        'Expected the id of a field on "{element}" to be usable in a condition, but "{id}" is a '
        "word of the expression language. Choose another, for example {id}_1.",
    ),
    "extension.duplicate_option": (
        'Seharusnya setiap pilihan isian "{id}" pada "{element}" bernilai sendiri, tetapi '
        '"{value}" dipakai lagi. Beri nilai lain.',
        'Expected each option of the field "{id}" on "{element}" to have a value of its own, but '
        '"{value}" is used again. Give it another.',
    ),
    "extension.duplicate_column": (
        'Seharusnya setiap kolom tabel "{id}" pada "{element}" bernama sendiri, tetapi '
        '"{value}" dipakai lagi. Beri nama lain.',
        'Expected each column of the table "{id}" on "{element}" to have a name of its own, but '
        '"{value}" is used again. Give it another.',
    ),
    "extension.no_options": (
        'Seharusnya isian pilihan "{id}" pada "{element}" mempunyai pilihan, tetapi tidak ada. '
        "Tambahkan sop:option dengan value dan label.",
        'Expected the choice "{id}" on "{element}" to have options, but it has none. '
        "Add sop:option with value and label.",
    ),
    # The words of a model: elements we do not run (engine/bpmn/coverage.py)
    "bpmn.unknown_element": (
        'Seharusnya "{element}" elemen BPMN 2.0, tetapi "{tag}" tidak dikenal. '
        "Periksa ejaannya atau simpan ulang dari aplikasi pemodel.",
        'Expected "{element}" to be an element of BPMN 2.0, but "{tag}" is not known. '
        "Check its spelling or save the file again in the modeler.",
    ),
    "bpmn.extension_ignored": (
        'Seharusnya "{element}" hanya memakai BPMN dan ekstensi sop, tetapi {tag} dari produk lain '
        "tidak dijalankan di sini. Tulis isinya sebagai scriptTask, atau hapus.",
        'Expected "{element}" to use BPMN and the sop extension only, but {tag} of another product '
        "is not run here. Write what it does as a scriptTask, or delete it.",
    ),
    "bpmn.input_ignored": (
        'Seharusnya "{element}" memakai variabel langsung, tetapi memberi nilai pada masukannya '
        "sendiri, yang tidak dibaca apa pun di sini. Hapus assignment itu bila tidak diperlukan.",
        'Expected "{element}" to use the variables as they are, but it assigns a value to an input '
        "of its own, which nothing reads here. Delete the assignment if it is not needed.",
    ),
    "bpmn.misplaced": (
        'Seharusnya {tag} "{element}" berada langsung dalam proses atau subproses, tetapi tidak. '
        "Simpan ulang berkas dari aplikasi pemodel.",
        'Expected the {tag} "{element}" to stand directly in a process or sub-process, but it '
        "does not. Save the file again in the modeler.",
    ),
    "bpmn.refused.ad_hoc": (
        'Seharusnya urutan dalam "{element}" tertentu, tetapi adHocSubProcess tidak berurutan. '
        "Pakai subProcess dengan gerbang inklusif, atau beberapa langkah paralel.",
        'Expected the order inside "{element}" to be given, but an adHocSubProcess has none. '
        "Use a subProcess with an inclusive gateway, or parallel steps.",
    ),
    "bpmn.refused.complex_gateway": (
        'Seharusnya arah dari "{element}" tertentu, tetapi complexGateway tidak didukung. '
        "Pakai gerbang eksklusif, inklusif atau paralel.",
        'Expected the way out of "{element}" to be definite, but complexGateway is not '
        "supported. Use an exclusive, inclusive or parallel gateway.",
    ),
    "bpmn.refused.complex_behavior": (
        'Seharusnya pengulangan pada "{element}" selesai bila semua selesai, tetapi diminta '
        "perilaku lain. Pakai completionCondition.",
        'Expected the repetition of "{element}" to end when all are done, but another behavior '
        "is asked for. Use a completionCondition.",
    ),
    "bpmn.refused.compensation": (
        'Seharusnya "{element}" tanpa kompensasi, tetapi memakainya, dan kompensasi tidak '
        "didukung. Gambarlah langkah pembatalan sebagai alur biasa.",
        'Expected "{element}" to do without compensation, which is not supported, but it uses '
        "it. Draw the undoing steps as an ordinary path.",
    ),
    "bpmn.refused.data_copy": (
        'Seharusnya "{element}" memakai variabel langsung, tetapi menyalin data dengan {tag}. '
        "Hapus {tag} itu; hitung nilainya dalam scriptTask.",
        'Expected "{element}" to use the variables as they are, but it copies data by {tag}. '
        "Remove the {tag}; compute the value in a scriptTask.",
    ),
    "bpmn.refused.quantity": (
        'Seharusnya "{element}" mulai dan selesai dengan satu token, tetapi jumlahnya lain. '
        "Hapus startQuantity dan completionQuantity; pakai pengulangan.",
        'Expected "{element}" to start and complete with one token, but it asks for another '
        "number. Remove startQuantity and completionQuantity; use a multi-instance marker.",
    ),
    "bpmn.refused.multiple": (
        'Seharusnya "{element}" menunggu satu kejadian, tetapi ada beberapa. '
        "Pakai gerbang berbasis kejadian atau beberapa kejadian batas.",
        'Expected "{element}" to have one event definition, but it has several. '
        "Use an event-based gateway or several boundary events.",
    ),
    "bpmn.refused.instantiate": (
        'Seharusnya proses dimulai oleh startEvent, tetapi "{element}" yang memulainya. '
        "Gambarlah startEvent dengan pesan itu.",
        'Expected the process to be started by a startEvent, but "{element}" starts it. '
        "Draw a startEvent with that message.",
    ),
    "bpmn.refused.parallel_events": (
        'Seharusnya satu kejadian setelah "{element}" yang menentukan, tetapi diminta semuanya. '
        "Pakai gerbang paralel yang diikuti kejadian-kejadian itu.",
        'Expected one event after "{element}" to decide, but all of them are asked for. '
        "Use a parallel gateway followed by those events.",
    ),
    # The shape of a model (engine/bpmn/shapes.py, normalise.py, eventreading.py)
    "bpmn.no_process": (
        "Seharusnya berkas berisi proses, tetapi tidak ada. "
        "Gambarlah proses dalam diagram ini, lalu simpan lagi.",
        "Expected the file to contain a process, but it has none. "
        "Draw a process in this diagram and save it again.",
    ),
    "bpmn.not_executable": (
        'Seharusnya proses "{element}" ditandai dapat dijalankan, tetapi isExecutable="false". '
        "Centang Executable di aplikasi pemodel bila proses ini akan dijalankan.",
        'Expected the process "{element}" to be marked as executable, but it says '
        'isExecutable="false". Tick Executable in the modeler if it is to be run.',
    ),
    "bpmn.empty": (
        'Seharusnya proses "{element}" berisi langkah, tetapi kosong. Gambarlah langkahnya.',
        'Expected the process "{element}" to have steps, but it is empty. Draw its steps.',
    ),
    "bpmn.too_many_processes": (
        "Seharusnya berkas paling banyak berisi {limit} proses, tetapi ada {count}. "
        "Bagi menjadi beberapa berkas.",
        "Expected the file to have at most {limit} processes, but it has {count}. "
        "Split it into several files.",
    ),
    "bpmn.too_many_nodes": (
        'Seharusnya proses "{element}" paling banyak berisi {limit} simpul, tetapi ada {count}. '
        "Bagi menjadi beberapa SOP.",
        'Expected the process "{element}" to have at most {limit} nodes, but it has {count}. '
        "Split it into several SOPs.",
    ),
    "bpmn.duplicate_id": (
        'Seharusnya id "{element}" dipakai sekali, tetapi dipakai lagi. '
        "Beri salah satunya id lain.",
        'Expected the id "{element}" to be used once, but it is used again. '
        "Give one of them another id.",
    ),
    "bpmn.flow_unknown": (
        'Seharusnya alur "{element}" menghubungkan dua simpul, tetapi "{reference}" tidak ada. '
        "Hapus alur itu atau sambungkan lagi di aplikasi pemodel.",
        'Expected the flow "{element}" to connect two nodes, but there is no "{reference}". '
        "Delete the flow or connect it again in the modeler.",
    ),
    "bpmn.flow_across": (
        'Seharusnya alur "{element}" tetap di dalam satu proses atau subproses, tetapi '
        '"{reference}" berada di luarnya. Akhiri alur di tepi subproses; antarproses pakai pesan.',
        'Expected the flow "{element}" to stay inside one process or sub-process, but '
        '"{reference}" stands outside. End it at the border of the sub-process; between '
        "processes use a message.",
    ),
    "bpmn.flow_into": (
        'Seharusnya tidak ada alur yang menuju "{element}", tetapi ada. '
        "Pindahkan alur itu ke langkah sesudahnya.",
        'Expected no flow to lead into "{element}", but one does. '
        "Lead it to the step after it instead.",
    ),
    "bpmn.flow_out_of": (
        'Seharusnya tidak ada alur yang keluar dari "{element}", tetapi ada. '
        "Pindahkan alur itu ke langkah sebelumnya.",
        'Expected no flow to lead out of "{element}", but one does. '
        "Draw it from the step before instead.",
    ),
    "bpmn.default_unknown": (
        'Seharusnya alur bawaan "{element}" salah satu alur keluarnya, tetapi "{reference}" '
        "bukan. Pilih lagi alur bawaannya.",
        'Expected the default flow of "{element}" to be one of its outgoing flows, but '
        '"{reference}" is not. Choose the default flow again.',
    ),
    "bpmn.condition_missing": (
        'Seharusnya alur "{element}" dari gerbang "{gateway}" ke "{target}" memiliki syarat, '
        "tetapi tidak ada. Tulis syaratnya, atau jadikan alur bawaan (default).",
        'Expected the flow "{element}" from the gateway "{gateway}" to "{target}" to have a '
        "condition, but it has none. Write one, or make it the default flow.",
    ),
    "bpmn.default_implied": (
        'Seharusnya gerbang "{element}" memiliki alur bawaan, tetapi tidak; alur "{flow}" tanpa '
        "syarat dipakai sebagai bawaan. Tandai alur itu sebagai default.",
        'Expected the gateway "{element}" to have a default flow, but it has none; the flow '
        '"{flow}" without a condition is taken for it. Mark it as the default flow.',
    ),
    "bpmn.condition_ignored": (
        'Seharusnya alur "{element}" tanpa syarat, sebab gerbang "{gateway}" tidak memeriksanya, '
        "tetapi ada. Hapus syarat itu atau ganti gerbangnya.",
        'Expected the flow "{element}" to have no condition, since the gateway "{gateway}" does '
        "not look at any, but it has one. Remove it or change the gateway.",
    ),
    "bpmn.start_missing": (
        'Seharusnya "{element}" memiliki kejadian awal, tetapi tidak ada, dan semua simpul '
        "didahului simpul lain. Tambahkan startEvent.",
        'Expected "{element}" to have a start event, but it has none and every node comes after '
        "another one. Add a startEvent.",
    ),
    "bpmn.start_implied": (
        'Seharusnya "{element}" memiliki kejadian awal, tetapi tidak ada; mulai dari "{first}". '
        "Tambahkan startEvent bila bukan itu maksudnya.",
        'Expected "{element}" to have a start event, but it has none; it begins at "{first}". '
        "Add a startEvent if that is not meant.",
    ),
    "bpmn.several_starts": (
        'Seharusnya "{scope}" memiliki satu kejadian awal tanpa pemicu, tetapi "{element}" juga. '
        "Gabungkan, atau beri yang lain pemicu.",
        'Expected "{scope}" to have one start event without a trigger, but "{element}" is '
        "another. Unite them, or give the others a trigger.",
    ),
    "bpmn.event_subprocess_start": (
        'Seharusnya subproses kejadian "{element}" memiliki tepat satu kejadian awal dengan '
        "pemicu, tetapi tidak. Perbaiki kejadian awalnya.",
        'Expected the event sub-process "{element}" to have exactly one start event, with a '
        "trigger, but it has not. Correct its start event.",
    ),
    "bpmn.event_subprocess_repeated": (
        'Seharusnya subproses kejadian "{element}" tanpa tanda pengulangan, tetapi ada. '
        "Ulangi subproses di dalamnya.",
        'Expected the event sub-process "{element}" to have no loop marker, but it has one. '
        "Repeat a sub-process inside it instead.",
    ),
    "bpmn.event_not_here": (
        'Seharusnya {tag} "{element}" memakai salah satu dari: {allowed}; tetapi memakai {event}. '
        "Ganti jenis kejadiannya.",
        'Expected the {tag} "{element}" to be one of: {allowed}; but it is {event}. '
        "Change the type of the event.",
    ),
    "bpmn.always_interrupts": (
        'Seharusnya kejadian {event} "{element}" menghentikan langkahnya, tetapi ditandai tidak. '
        "Jadikan interrupting.",
        'Expected the {event} event "{element}" to interrupt, but it is marked not to. '
        "Make it interrupting.",
    ),
    "bpmn.cancel_outside": (
        'Seharusnya kejadian batal "{element}" milik transaksi yang memiliki kejadian batas '
        "batal, tetapi tidak. Pakai transaction dengan kejadian batas cancel, atau kejadian "
        "error.",
        'Expected the cancel event "{element}" to belong to a transaction with a cancel '
        "boundary event, but it does not. Use such a transaction, or an error event.",
    ),
    "bpmn.event_without_reference": (
        'Seharusnya "{element}" menyebut {what} yang dimaksud, tetapi tidak. '
        "Pilih atau beri nama {what} itu di aplikasi pemodel.",
        'Expected "{element}" to say which {what} it means, but it does not. '
        "Choose or name the {what} in the modeler.",
    ),
    "bpmn.event_undeclared": (
        'Seharusnya {what} "{reference}" yang dipakai "{element}" ada dalam berkas, tetapi tidak. '
        "Buat {what} itu di aplikasi pemodel, atau pilih yang lain.",
        'Expected the {what} "{reference}" that "{element}" uses to be declared in the file, but '
        "it is not. Declare the {what} in the modeler, or choose another.",
    ),
    "bpmn.event_without_condition": (
        'Seharusnya kejadian bersyarat "{element}" memiliki syarat, tetapi tidak ada. '
        "Tulis syaratnya.",
        'Expected the conditional event "{element}" to have a condition, but it has none. '
        "Write one.",
    ),
    "bpmn.boundary_host": (
        'Seharusnya kejadian batas "{element}" menempel pada langkah, tetapi "{host}" bukan '
        "langkah di subproses yang sama. Tempelkan lagi di aplikasi pemodel.",
        'Expected the boundary event "{element}" to be attached to an activity, but "{host}" is '
        "none in the same scope. Attach it again in the modeler.",
    ),
    "bpmn.race_without_events": (
        'Seharusnya gerbang "{element}" diikuti kejadian, tetapi tidak ada. '
        "Sambungkan kejadian yang ditunggu.",
        'Expected the gateway "{element}" to be followed by events, but there are none. '
        "Connect the events it waits for.",
    ),
    "bpmn.race_target": (
        'Seharusnya gerbang "{element}" diikuti kejadian yang ditunggu, tetapi "{target}" bukan. '
        "Pakai kejadian pesan, sinyal, waktu atau syarat, atau receiveTask.",
        'Expected the gateway "{element}" to be followed by events to wait for, but "{target}" '
        "is none. Use a message, signal, timer or conditional event, or a receiveTask.",
    ),
    "bpmn.race_target_shared": (
        'Seharusnya "{target}" hanya didahului gerbang "{element}" dan tidak diulang, tetapi '
        "tidak demikian. Gambarlah kejadian tersendiri.",
        'Expected "{target}" to follow only the gateway "{element}" and not to be repeated, but '
        "that is not so. Draw an event of its own.",
    ),
    "bpmn.link_target": (
        'Seharusnya tautan "{link}" dari "{element}" memiliki tepat satu tujuan, tetapi ada '
        "{count}. Samakan nama linkEventDefinition kedua ujungnya.",
        'Expected the link "{link}" of "{element}" to have exactly one target, but there are '
        "{count}. Give both ends the same linkEventDefinition name.",
    ),
    "bpmn.link_source": (
        'Seharusnya ada kejadian yang melempar tautan "{link}" ke "{element}", tetapi tidak ada. '
        "Samakan nama linkEventDefinition kedua ujungnya.",
        'Expected an event to throw the link "{link}" to "{element}", but there is none. '
        "Give both ends the same linkEventDefinition name.",
    ),
    "bpmn.dynamic_name": (
        'Seharusnya nama {what} pada "{element}" tetap, tetapi dihitung: {name}. '
        "Tulis namanya; untuk membedakan dokumen pakai kunci korelasi.",
        'Expected the name of the {what} of "{element}" to be fixed, but it is computed: {name}. '
        "Write the name itself; to tell documents apart use a correlation key.",
    ),
    "bpmn.call_without_target": (
        'Seharusnya "{element}" menyebut proses yang dipanggil, tetapi tidak. '
        "Isi calledElement dengan id proses.",
        'Expected "{element}" to name the process it calls, but it does not. '
        "Set calledElement to the id of the process.",
    ),
    "bpmn.script_missing": (
        'Seharusnya "{element}" berisi skrip, tetapi kosong. '
        "Tulis, misalnya: jumlah = a + b; atau jadikan userTask.",
        'Expected "{element}" to have a script, but it is empty. '
        "Write one, for example: total = a + b; or make it a userTask.",
    ),
    "bpmn.loop_without_end": (
        'Seharusnya putaran "{element}" memiliki syarat atau batas, tetapi tidak ada. '
        "Isi loopCondition atau loopMaximum.",
        'Expected the loop "{element}" to have a condition or a maximum, but it has neither. '
        "Give it a loopCondition or loopMaximum.",
    ),
    "bpmn.loop_maximum": (
        'Seharusnya loopMaximum pada "{element}" bilangan bulat, tetapi "{value}". '
        "Isi dengan angka.",
        'Expected the loopMaximum of "{element}" to be a whole number, but it is "{value}". '
        "Write a number.",
    ),
    "bpmn.instances_missing": (
        'Seharusnya "{element}" menyebut berapa kali atau untuk daftar apa ia diulang, tetapi '
        "tidak. Isi loopCardinality atau loopDataInputRef, misalnya agency.units.",
        'Expected "{element}" to say how often or for which list it is repeated, but it does '
        "not. Give it a loopCardinality or loopDataInputRef, for example agency.units.",
    ),
    "bpmn.two_lanes": (
        'Seharusnya "{element}" berada di satu lane, tetapi berada di "{first}" dan "{second}". '
        "Geser ke salah satunya.",
        'Expected "{element}" to stand in one lane, but it stands in "{first}" and "{second}". '
        "Move it into one of them.",
    ),
    "bpmn.lane_unknown_node": (
        'Seharusnya lane "{lane}" berisi simpul yang ada, tetapi "{reference}" tidak ada. '
        "Simpan ulang dari aplikasi pemodel.",
        'Expected the lane "{lane}" to hold nodes that exist, but "{reference}" does not. '
        "Save the file again in the modeler.",
    ),
    "bpmn.outside_lanes": (
        'Seharusnya "{element}" berada di dalam lane, sebab proses ini memakai lane, tetapi '
        "tidak. Geser ke lane pelaksananya.",
        'Expected "{element}" to stand in a lane, since this process has lanes, but it does not. '
        "Move it into the lane of whoever does it.",
    ),
    # The times of a model: see engine/bpmn/timers.py
    "bpmn.timer.empty": (
        'Seharusnya "{element}" menyebut satu waktu, tetapi tidak. '
        "Isi durasi (P3D), tanggal atau siklus.",
        'Expected "{element}" to say one time, but it does not. '
        "Give it a duration (P3D), a date or a cycle.",
    ),
    "bpmn.timer.duration": (
        'Seharusnya waktu "{element}" durasi ISO 8601, tetapi "{text}". '
        "Tulis, misalnya: P3D (3 hari) atau PT2H (2 jam); variabel ditulis ${{nama}}.",
        'Expected the time of "{element}" to be an ISO 8601 duration, but it is "{text}". '
        "Write, for example: P3D (3 days) or PT2H (2 hours); a variable as ${{name}}.",
    ),
    "bpmn.timer.date": (
        'Seharusnya waktu "{element}" tanggal ISO 8601, tetapi "{text}". '
        "Tulis, misalnya: 2026-12-01T08:00; variabel ditulis ${{nama}}.",
        'Expected the time of "{element}" to be an ISO 8601 date, but it is "{text}". '
        "Write, for example: 2026-12-01T08:00; a variable as ${{name}}.",
    ),
    "bpmn.timer.cycle": (
        'Seharusnya waktu "{element}" siklus, tetapi "{text}". '
        "Tulis, misalnya: R3/P1D, atau cron: 0 8 * * MON.",
        'Expected the time of "{element}" to be a cycle, but it is "{text}". '
        "Write, for example: R3/P1D, or cron: 0 8 * * MON.",
    ),
    "bpmn.timer.too_often": (
        'Seharusnya siklus "{element}" paling cepat tiap detik, tetapi "{text}". '
        "Perpanjang jaraknya.",
        'Expected the cycle of "{element}" to be at most once a second, but it is "{text}". '
        "Lengthen it.",
    ),
    "bpmn.timer.too_far": (
        'Seharusnya waktu "{element}" paling lama seratus tahun, tetapi "{text}". '
        "Perbaiki angkanya.",
        'Expected the time of "{element}" to be at most a hundred years away, but it is '
        '"{text}". Correct the number.',
    ),
    "bpmn.timer.working": (
        'Seharusnya waktu kerja "{element}" dalam minggu, hari, jam dan menit, tetapi "{text}". '
        "Tulis, misalnya: P2D atau PT4H.",
        'Expected the working time of "{element}" in weeks, days, hours and minutes, but it is '
        '"{text}". Write, for example: P2D or PT4H.',
    ),
    "bpmn.timer.cron_weekday": (
        'Seharusnya hari pada cron "{element}" ditulis dengan nama, sebab angkanya dibaca '
        'berbeda-beda, tetapi "{text}". Tulis MON sampai SUN.',
        'Expected the weekday of the cron line of "{element}" as a name, since numbers are read '
        'in two ways, but it is "{text}". Write MON to SUN.',
    ),
    "bpmn.timer.cron_two_days": (
        'Seharusnya cron "{element}" memakai tanggal atau hari, tetapi keduanya: "{text}". '
        "Ganti salah satunya dengan *.",
        'Expected the cron line of "{element}" to give a day of the month or of the week, but it '
        'gives both: "{text}". Replace one by *.',
    ),
    "bpmn.timer.cron_never": (
        'Seharusnya cron "{element}" pernah tiba, tetapi tanggal "{text}" tidak ada. '
        "Perbaiki tanggalnya.",
        'Expected the cron line of "{element}" to come some day, but "{text}" never does. '
        "Correct the date.",
    ),
    # The paths of a model (engine/bpmn/paths.py)
    "bpmn.unreachable": (
        'Seharusnya ada jalan menuju "{element}", tetapi tidak ada. '
        "Sambungkan dengan alur, atau hapus.",
        'Expected a path to lead to "{element}", but none does. Connect it by a flow, or delete '
        "it.",
    ),
    "bpmn.endless": (
        'Seharusnya dari "{element}" ada jalan menuju akhir, tetapi tidak ada. '
        "Sambungkan jalan keluar dari putaran itu.",
        'Expected a path to lead from "{element}" to an end, but none does. '
        "Draw a way out of that loop.",
    ),
    "bpmn.dead_join": (
        'Seharusnya semua cabang menuju gerbang paralel "{element}" dapat tiba, tetapi "{source}" '
        "tidak pernah tercapai. Sambungkan cabang itu atau hapus alurnya.",
        'Expected every branch to the parallel gateway "{element}" to be able to arrive, but '
        '"{source}" is never reached. Connect that branch or delete its flow.',
    ),
    "bpmn.dead_join_choice": (
        'Seharusnya gerbang paralel "{element}" menunggu cabang yang berjalan bersama, tetapi '
        'gerbang "{gateway}" hanya memilih salah satu. Ganti menjadi gerbang eksklusif.',
        'Expected the parallel gateway "{element}" to wait for branches that run together, but '
        'the gateway "{gateway}" chooses one of them. Make it an exclusive gateway.',
    ),
}
