-- What the product says in tables that wixl does not write; run on the finished MSI, one statement after another, by
-- Windows Installer itself or by msitools (tables.py). The tables are those of Windows Installer's "Database Tables".

-- Registry: per machine in HKEY_LOCAL_MACHINE, per user in HKEY_CURRENT_USER.
UPDATE `Registry` SET `Root` = -1;

-- Condition: options are features that a property switches on, and off with 0; an upgrade keeps what was chosen.
CREATE TABLE `Condition` (`Feature_` CHAR(38) NOT NULL, `Level` SHORT NOT NULL, `Condition` CHAR(255) PRIMARY KEY `Feature_`, `Level`);
INSERT INTO `Condition` (`Feature_`, `Level`, `Condition`) VALUES ('CommandLine', 1, 'ADDTOPATH = "1" OR (FORMERPATH AND NOT ADDTOPATH = "0")');
INSERT INTO `Condition` (`Feature_`, `Level`, `Condition`) VALUES ('DllMenu', 1, 'OPENWITH = "1" OR (FORMERMENU AND NOT OPENWITH = "0")');

-- Environment: `=` set at installation, `-` removed at uninstallation, `*` the machine's variable; `[~];` what is there
-- stays in front. One entry for each way to install.
CREATE TABLE `Environment` (`Environment` CHAR(72) NOT NULL, `Name` CHAR(255) NOT NULL LOCALIZABLE, `Value` CHAR(255) LOCALIZABLE, `Component_` CHAR(72) NOT NULL PRIMARY KEY `Environment`);
INSERT INTO `Environment` (`Environment`, `Name`, `Value`, `Component_`) VALUES ('PathEntry', '=-*PATH', '[~];[INSTALLDIR]bin', 'SearchPath');
INSERT INTO `Environment` (`Environment`, `Name`, `Value`, `Component_`) VALUES ('UserPathEntry', '=-PATH', '[~];[INSTALLDIR]bin', 'UserSearchPath');
UPDATE `Component` SET `Condition` = 'ALLUSERS' WHERE `Component` = 'SearchPath';
UPDATE `Component` SET `Condition` = 'NOT ALLUSERS' WHERE `Component` = 'UserSearchPath';
INSERT INTO `InstallExecuteSequence` (`Action`, `Sequence`) VALUES ('RemoveEnvironmentStrings', 3300);
INSERT INTO `InstallExecuteSequence` (`Action`, `Sequence`) VALUES ('WriteEnvironmentStrings', 5200);

-- Property: what an administrator sets reaches the part of the installation that runs with rights.
UPDATE `Property` SET `Value` = 'WIX_DOWNGRADE_DETECTED;WIX_UPGRADE_DETECTED;INSTALLDIR;ADDTOPATH;OPENWITH;KEEPSETTINGS' WHERE `Property` = 'SecureCustomProperties';

-- An upgrade goes where the version before was put, unless INSTALLDIR says otherwise (type 51: set a property).
INSERT INTO `CustomAction` (`Action`, `Type`, `Source`, `Target`) VALUES ('UseFormerFolder', 51, 'INSTALLDIR', '[FORMERFOLDER]');
INSERT INTO `InstallExecuteSequence` (`Action`, `Condition`, `Sequence`) VALUES ('UseFormerFolder', 'FORMERFOLDER AND NOT INSTALLDIR', 60);

-- Uninstalling removes the settings and caches of whoever uninstalls; an upgrade does not (type 34: a program with its
-- command line, 64: its failure counts for nothing).
INSERT INTO `CustomAction` (`Action`, `Type`, `Source`, `Target`) VALUES ('ForgetUser', 98, 'INSTALLDIR', '"[INSTALLDIR]bin\probe32.exe" forget');
INSERT INTO `InstallExecuteSequence` (`Action`, `Condition`, `Sequence`) VALUES ('ForgetUser', 'REMOVE = "ALL" AND NOT UPGRADINGPRODUCTCODE AND NOT KEEPSETTINGS', 1510);

-- For one user alone the folder is among that user's programs, where Windows itself would put it.
INSERT INTO `CustomAction` (`Action`, `Type`, `Source`, `Target`) VALUES ('UseUserFolder', 51, 'INSTALLDIR', '[LocalAppDataFolder]Programs\Probe32\');
INSERT INTO `InstallExecuteSequence` (`Action`, `Condition`, `Sequence`) VALUES ('UseUserFolder', 'NOT ALLUSERS AND NOT INSTALLDIR', 61);
