"""Who of a list is known: seconds for 500 rows against 100,000 people, and how often the proposals are right.

    .venv/bin/python -m benchmarks.identity [--people 100000] [--rows 500]

People are made up with the habits of Vietnamese names (see `benchmarks.made_names`), so that for each row it is known whose it
is; a third of those who are new are namesakes. The register asks as an import does, as an officer of the province. The
peer in the same run is what a spreadsheet's clever user would do: the words of the name put in order and compared by
difflib's ratio, the year at most one apart; it proposes what is alike by 0.9 and preselects the best one when it stands alone.
"""

import argparse
import os
import platform
import tempfile


def main() -> None:
    """Make the register, ask both ways, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--rows", type=int, default=500)
    parser.add_argument("--seed", type=int, default=8)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"NEPMOI_DATA": folder, "DJANGO_SETTINGS_MODULE": "nepmoi.config.settings"}
        import django  # noqa: PLC0415 - the settings read the environment

        django.setup()
        from benchmarks import made_identity  # noqa: PLC0415 - needs the settings

        load = " ".join(f"{part:.1f}" for part in os.getloadavg())
        print(f"Python {platform.python_version()}, Django {django.__version__}, {os.cpu_count()} cores, load {load}")
        made_identity.measure(given.people, given.rows, given.seed)
        print(f"load at the end {' '.join(f'{part:.1f}' for part in os.getloadavg())}")


if __name__ == "__main__":
    main()
