-- A clinic, designed in a hurry: faults for the checks to find. MariaDB.

CREATE TABLE `tbl_patient` (
    `id` int unsigned NOT NULL AUTO_INCREMENT,
    `FirstName` varchar(80) NOT NULL,
    `LastName` varchar(80) NOT NULL,
    `phone1` varchar(32) DEFAULT NULL,
    `phone2` varchar(32) DEFAULT NULL,
    `phone3` varchar(32) DEFAULT NULL,
    `is_not_insured` tinyint(1) NOT NULL DEFAULT 0,
    `created` datetime NOT NULL DEFAULT current_timestamp(),
    PRIMARY KEY (`id`),
    KEY `idx_name` (`LastName`, `FirstName`),
    KEY `idx_last` (`LastName`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `doctors` (
    `doctor_code` varchar(12) NOT NULL,
    `name` varchar(120) NOT NULL,
    `addr` varchar(200) DEFAULT NULL,
    PRIMARY KEY (`doctor_code`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `appointments` (
    `id` int unsigned NOT NULL AUTO_INCREMENT,
    `patient_id` int unsigned NOT NULL,
    `doctor_code` varchar(12) DEFAULT NULL,
    `date` datetime NOT NULL,
    `status` varchar(20) NOT NULL DEFAULT 'planned',
    `fee` double NOT NULL DEFAULT 0,
    PRIMARY KEY (`id`),
    KEY `idx_appointments_patient` (`patient_id`),
    KEY `idx_appointments_patient_again` (`patient_id`),
    CONSTRAINT `appointments_patient` FOREIGN KEY (`patient_id`) REFERENCES `tbl_patient` (`id`) ON DELETE CASCADE,
    CONSTRAINT `appointments_doctor` FOREIGN KEY (`doctor_code`) REFERENCES `doctors` (`doctor_code`) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `treatment_data` (
    `appointment_id` int unsigned NOT NULL,
    `text` text,
    `order` int DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `invoices` (
    `id` int unsigned NOT NULL AUTO_INCREMENT,
    `appointment_id` int unsigned NOT NULL,
    `amt` float NOT NULL,
    `paid` tinyint(1) DEFAULT NULL,
    PRIMARY KEY (`id`),
    UNIQUE KEY `uq_invoices_appointment_id` (`appointment_id`),
    UNIQUE KEY `uq_invoices_id_appointment_id` (`id`, `appointment_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
