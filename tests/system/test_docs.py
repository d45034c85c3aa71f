#!/usr/bin/python3
"""What the documents say is true: links lead somewhere, every code is explained, the code in them runs."""

import os
import re
import sys

from latido_system import LatidoSystem

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DOCUMENTS = ["README.md", "CONTRIBUTING.md", "docs/ARCHITECTURE.md", "docs/protocol.md", "docs/monitor.md", "docs/billing.md", "bench/README.md",
             "broker/DESIGN.md", "db/DESIGN.md", "monitor/DESIGN.md", "clients/samples/README.md"]


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def check_links():
    for document in DOCUMENTS:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", read(document)):
            if "://" not in target:
                path = os.path.join(ROOT, os.path.dirname(document), target)
                assert os.path.exists(path), f"{document} links to {target}, which is not there"


def check_codes():
    protocol = read("docs/protocol.md")
    codes = re.findall(r'"([A-Z_]+)"', read("common/code.cc"))
    assert len(codes) > 40, "the codes were not found in common/code.cc"
    missing = [code for code in codes if f"`{code}`" not in protocol]
    assert not missing, f"docs/protocol.md does not explain {missing}"


def python_of(document, containing):
    blocks = [block for block in re.findall(r"```python\n(.*?)```", read(document), re.DOTALL) if containing in block]
    assert len(blocks) == 1, f"{document}: expected one block with {containing}"
    return blocks[0]


def check_snippets():
    with LatidoSystem() as system:
        def run(code):
            shown = []
            code = code.replace("tcp://127.0.0.1:5555", system.endpoint)
            exec(compile(code, "document", "exec"), {"print": lambda *words: shown.append(words)})  # the documents' own code
            return shown

        shown = run(python_of("docs/protocol.md", "zmq.DEALER"))
        assert shown[0][0]["done"]["number"] == "A-1", shown
        assert shown[1][0]["invoices"]["invoices"][0]["payable"] == "3.57", shown

        with system.client("muestra") as client:
            client.create_series({"series": "sample", "prefix": "S-", "digits": 5})
            client.create_customer({"customerId": "hamburg-tools", "name": "Hamburg Tools GmbH"})
        readme = python_of("README.md", "issue_invoice").replace('Client(tenant', f'Client("{system.endpoint}", tenant')
        assert run(readme) == [("S-00001", "3.57")]


def main():
    check_links()
    check_codes()
    check_snippets()
    print("links, codes and snippets hold")


if __name__ == "__main__":
    sys.exit(main())
