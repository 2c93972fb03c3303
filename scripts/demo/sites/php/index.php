<?php
// What an agency's application does: reads how to connect from the file that Titip delivered, writes a row, reads it back.
$d = parse_ini_file(dirname(__DIR__) . '/secrets/database.env', false, INI_SCANNER_RAW);
$place = "mysql:host={$d['DATABASE_HOST']};port={$d['DATABASE_PORT']};dbname={$d['DATABASE_NAME']};charset=utf8mb4";
$db = new PDO($place, $d['DATABASE_USER'], $d['DATABASE_PASSWORD']);
$db->exec('CREATE TABLE IF NOT EXISTS tamu (nomor INT AUTO_INCREMENT PRIMARY KEY, saat TIMESTAMP DEFAULT CURRENT_TIMESTAMP)');
$db->exec('INSERT INTO tamu () VALUES ()');
[$number, $version] = $db->query('SELECT MAX(nomor), VERSION() FROM tamu')->fetch(PDO::FETCH_NUM);
?>
<!doctype html>
<html lang="id">
<head><meta charset="utf-8"><title>Buku Tamu Imunisasi</title></head>
<body><h1>Buku Tamu Imunisasi</h1><output>tamu ke-<?= $number ?>, kata MariaDB <?= htmlspecialchars($version) ?></output></body>
</html>
