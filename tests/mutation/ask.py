"""Asks the judge about the mutant that stands in the copy: `ask.py socket seconds`; exit code 0 if unnoticed.

Started once a mutant, so it imports the least: most of a quick test's time is the start of Python.
"""

import socket
import sys

with socket.socket(socket.AF_UNIX) as judge:
    judge.connect(sys.argv[1])
    judge.sendall(sys.argv[2].encode())
    verdict = judge.recv(100).decode()
sys.stdout.write(verdict)
sys.exit(0 if verdict == "passed" else 1)
