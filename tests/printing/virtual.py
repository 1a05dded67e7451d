"""A print service of its own for a test: a private cupsd on the loopback, its queues and files in the test's folder.

Two queues: `Paper` goes through the filters and the driver of `printer-driver-cups-pdf`, as a PostScript printer
would; `Plain` keeps the PDF that CUPS would send to a printer that speaks PDF but
cannot make copies.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

CUPSD, BACKEND, PPD = "/usr/sbin/cupsd", "/usr/lib/cups/backend/cups-pdf", "/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd"
CONFIGURATION = """
Listen 127.0.0.1:{port}
LogLevel warn
MaxLogSize 0
MaxJobs 20
MaxJobsPerPrinter 3
Browsing Off
DefaultAuthType None
WebInterface No
<Location />
Order allow,deny
Allow from 127.0.0.1
</Location>
<Policy default>
<Limit All>
Order allow,deny
Allow from 127.0.0.1
</Limit>
</Policy>
"""
FILES = """
ServerRoot {folder}/etc
RequestRoot {folder}/spool
TempDir {folder}/spool/tmp
CacheDir {folder}/cache
StateDir {folder}/run
AccessLog {folder}/access
ErrorLog {folder}/error
PageLog {folder}/page
FileDevice Yes
SystemGroup root
"""
OF_DRIVER = """
Out {folder}/out
AnonDirName {folder}/out
Spool {folder}/pdf
Log {folder}/log
Grp root
DecodeHexStrings 1
"""
NATIVE = '*cupsFilter: "application/vnd.cups-pdf 0 -"\n*cupsManualCopies: True\n*% '
QUEUES = """
<DefaultPrinter Plain>
DeviceURI file:{folder}/plain.pdf
State Idle
Accepting Yes
</DefaultPrinter>
<Printer Paper>
DeviceURI cups-pdf:/
State Idle
Accepting Yes
</Printer>
<Printer Paused>
DeviceURI file:{folder}/paused.pdf
State Stopped
StateMessage Paused
Accepting Yes
</Printer>
<Printer Closed>
DeviceURI file:{folder}/closed.pdf
State Idle
Accepting No
</Printer>
"""


def why_not() -> str:
    """Why there can be no virtual printer here; "" where there can."""
    if os.name == "nt" or not shutil.which("lp"):
        return "no CUPS client (lp) on this system"
    missing = [path for path in (CUPSD, BACKEND, PPD) if not Path(path).exists()]
    if missing:
        return f"not installed: {', '.join(missing)} (Debian: cups, printer-driver-cups-pdf)"
    if os.geteuid() != 0:
        return "the driver's configuration can be replaced for the test by root alone"
    private = subprocess.run(["unshare", "-m", "mount", "--bind", "/tmp", "/tmp"], capture_output=True, check=False)
    return "" if private.returncode == 0 else "no private mounts here (unshare)"


@dataclass
class Service:
    """The running service. `address` is for CUPS_SERVER."""

    folder: Path
    address: str
    process: subprocess.Popen[bytes]

    def printed(self, seconds: float = 30) -> bytes:
        """What came out of the queue that printed last, once all jobs are done; the tray is empty afterwards."""
        end = time.monotonic() + seconds
        tray: list[Path] = []
        while time.monotonic() < end:
            tray = [p for p in (*(self.folder / "out").glob("*.pdf"), self.folder / "plain.pdf") if p.exists()]
            if tray and not self._busy():
                break
            time.sleep(0.05)
        assert len(tray) == 1, (self.folder / "error").read_text(errors="replace")[-2000:]
        data = tray[0].read_bytes()
        tray[0].unlink()
        return data

    def _busy(self) -> bool:
        environment = {**os.environ, "CUPS_SERVER": self.address}
        waiting = subprocess.run(["lpstat", "-o"], capture_output=True, check=False, env=environment)
        return bool(waiting.stdout.strip())

    def stop(self) -> None:
        """End the service and what it started."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def start(folder: Path) -> Service:
    """Start the service in `folder`."""
    for name in ("etc/ppd", "spool/tmp", "cache", "run", "out", "pdf", "log"):
        (folder / name).mkdir(parents=True)
    port = _free_port()
    texts = {"cupsd.conf": CONFIGURATION, "cups-files.conf": FILES, "cups-pdf.conf": OF_DRIVER, "printers.conf": QUEUES}
    for name, text in texts.items():
        (folder / "etc" / name).write_text(text.format(folder=folder, port=port))
    driver = Path(PPD).read_text()
    (folder / "etc/ppd/Paper.ppd").write_text(driver)
    for name in ("Plain", "Paused", "Closed"):
        native = driver.replace("*% cupsFilter:", NATIVE)
        (folder / f"etc/ppd/{name}.ppd").write_text(native)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o777)
    bind = f'mount --bind "{folder}/etc/cups-pdf.conf" /etc/cups/cups-pdf.conf && exec {CUPSD} -f -c "{folder}/etc/cupsd.conf" '
    command = ["unshare", "-m", "sh", "-c", bind + f'-s "{folder}/etc/cups-files.conf"']
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    service = Service(folder, f"127.0.0.1:{port}", process)
    _await(service, port)
    return service


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await(service: Service, port: int) -> None:
    for _try in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if service.process.poll() is not None:
            break
        time.sleep(0.05)
    service.stop()
    raise AssertionError("cupsd did not start: " + (service.folder / "error").read_text(errors="replace")[-2000:])
