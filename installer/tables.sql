-- What package.wxs says under "wix" and in attributes that wixl passes over, for an MSI that wixl made; run by msitools, one
-- statement after another (tables.py). The tables are those of Windows Installer's "Database Tables".

-- Registry: per machine in HKEY_LOCAL_MACHINE, per user in HKEY_CURRENT_USER.
UPDATE `Registry` SET `Root` = -1;

-- The cabinet is put into the MSI afterwards.
UPDATE `Media` SET `Cabinet` = '#probe32.cab';

-- Condition: options are features that a property switches on, and off with 0; an upgrade keeps what was chosen.
CREATE TABLE `Condition` (`Feature_` CHAR(38) NOT NULL, `Level` SHORT NOT NULL, `Condition` CHAR(255) PRIMARY KEY `Feature_`, `Level`);
INSERT INTO `Condition` (`Feature_`, `Level`, `Condition`) VALUES ('CommandLine', 1, 'ADDTOPATH = "1" OR (FORMERPATH AND ALLUSERS AND NOT ADDTOPATH = "0") OR (FORMERUSERPATH AND NOT ALLUSERS AND NOT ADDTOPATH = "0")');
INSERT INTO `Condition` (`Feature_`, `Level`, `Condition`) VALUES ('DllMenu', 1, 'OPENWITH = "1" OR (FORMERMENU AND ALLUSERS AND NOT OPENWITH = "0") OR (FORMERUSERMENU AND NOT ALLUSERS AND NOT OPENWITH = "0")');

-- Environment: `=` set at installation, `-` removed at uninstallation, `*` the machine's variable; `[~];` what is there
-- stays in front. One entry for each way to install.
CREATE TABLE `Environment` (`Environment` CHAR(72) NOT NULL, `Name` CHAR(255) NOT NULL LOCALIZABLE, `Value` CHAR(255) LOCALIZABLE, `Component_` CHAR(72) NOT NULL PRIMARY KEY `Environment`);
INSERT INTO `Environment` (`Environment`, `Name`, `Value`, `Component_`) VALUES ('PathEntry', '=-*PATH', '[~];[INSTALLDIR]bin', 'SearchPath');
INSERT INTO `Environment` (`Environment`, `Name`, `Value`, `Component_`) VALUES ('UserPathEntry', '=-PATH', '[~];[INSTALLDIR]bin', 'UserSearchPath');
UPDATE `Component` SET `Condition` = 'ALLUSERS' WHERE `Component` = 'SearchPath';
UPDATE `Component` SET `Condition` = 'NOT ALLUSERS' WHERE `Component` = 'UserSearchPath';
INSERT INTO `InstallExecuteSequence` (`Action`, `Sequence`) VALUES ('RemoveEnvironmentStrings', 3300);
INSERT INTO `InstallExecuteSequence` (`Action`, `Sequence`) VALUES ('WriteEnvironmentStrings', 5200);

-- Property: what was found or said where a person sits reaches the part of the installation that runs with rights.
UPDATE `Property` SET `Value` = 'ADDTOPATH;EARLIERVERSION;FORMERFOLDER;FORMERMENU;FORMERPATH;FORMERUSERFOLDER;FORMERUSERMENU;FORMERUSERPATH;INSTALLDIR;KEEPSETTINGS;LATERVERSION;OPENWITH;WINDOWSMAJOR' WHERE `Property` = 'SecureCustomProperties';

-- CustomAction: type 51 sets a property; 34 is a program with its command line, 64 more says that its failure counts for
-- nothing.
INSERT INTO `CustomAction` (`Action`, `Type`, `Source`, `Target`) VALUES ('UseFormerFolder', 51, 'INSTALLDIR', '[FORMERFOLDER]');
INSERT INTO `CustomAction` (`Action`, `Type`, `Source`, `Target`) VALUES ('UseFormerUserFolder', 51, 'INSTALLDIR', '[FORMERUSERFOLDER]');
INSERT INTO `CustomAction` (`Action`, `Type`, `Source`, `Target`) VALUES ('UseUserFolder', 51, 'INSTALLDIR', '[LocalAppDataFolder]Programs\Probe32\');
INSERT INTO `CustomAction` (`Action`, `Type`, `Source`, `Target`) VALUES ('TellFolder', 51, 'ARPINSTALLLOCATION', '[INSTALLDIR]');
INSERT INTO `CustomAction` (`Action`, `Type`, `Source`, `Target`) VALUES ('ForgetUser', 98, 'INSTALLDIR', '"[INSTALLDIR]python\pythonw.exe" -m probe32 forget');
INSERT INTO `InstallUISequence` (`Action`, `Condition`, `Sequence`) VALUES ('UseFormerFolder', 'FORMERFOLDER AND ALLUSERS AND NOT INSTALLDIR', 60);
INSERT INTO `InstallUISequence` (`Action`, `Condition`, `Sequence`) VALUES ('UseFormerUserFolder', 'FORMERUSERFOLDER AND NOT ALLUSERS AND NOT INSTALLDIR', 61);
INSERT INTO `InstallUISequence` (`Action`, `Condition`, `Sequence`) VALUES ('UseUserFolder', 'NOT ALLUSERS AND NOT INSTALLDIR', 62);
INSERT INTO `InstallExecuteSequence` (`Action`, `Condition`, `Sequence`) VALUES ('UseFormerFolder', 'FORMERFOLDER AND ALLUSERS AND NOT INSTALLDIR', 60);
INSERT INTO `InstallExecuteSequence` (`Action`, `Condition`, `Sequence`) VALUES ('UseFormerUserFolder', 'FORMERUSERFOLDER AND NOT ALLUSERS AND NOT INSTALLDIR', 61);
INSERT INTO `InstallExecuteSequence` (`Action`, `Condition`, `Sequence`) VALUES ('UseUserFolder', 'NOT ALLUSERS AND NOT INSTALLDIR', 62);
INSERT INTO `InstallExecuteSequence` (`Action`, `Condition`, `Sequence`) VALUES ('TellFolder', 'NOT Installed', 1010);
INSERT INTO `InstallExecuteSequence` (`Action`, `Condition`, `Sequence`) VALUES ('ForgetUser', 'REMOVE = "ALL" AND NOT UPGRADINGPRODUCTCODE AND NOT KEEPSETTINGS', 1510);
