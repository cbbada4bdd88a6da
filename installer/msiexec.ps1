# Runs Windows Installer with the words given, waits, keeps its log, and returns its code; throws when that is not accepted.
param([Parameter(Mandatory)][string]$Words, [int[]]$Accepted = @(0))
$log = "msiexec-$(Get-Date -Format HHmmss).log"
$done = Start-Process msiexec -ArgumentList "$Words /l*v $log" -Wait -PassThru
if ($done.ExitCode -notin $Accepted) {
  Get-Content $log -Tail 120 | Out-Host
  throw "msiexec $Words ended with $($done.ExitCode)."
}
$done.ExitCode
