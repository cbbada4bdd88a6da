# Runs Windows Installer with the words given, waits, and keeps its log; throws when it does not end with 0.
param([Parameter(Mandatory)][string]$Words)
$log = "msiexec-$(Get-Date -Format HHmmss).log"
$done = Start-Process msiexec -ArgumentList "$Words /l*v $log" -Wait -PassThru
if ($done.ExitCode) {
  Get-Content $log -Tail 120
  throw "msiexec $Words ended with $($done.ExitCode)."
}
