from datetime import datetime, timedelta
from pathlib import Path

from kernel64 import Kernel64

k = Kernel64()
print(Path(k.lib32_path).name.lower())
print(abs(k.get_local_time() - datetime.now()) < timedelta(minutes=1))
stdout, stderr = k.shutdown_server32()
