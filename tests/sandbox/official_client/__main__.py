"""`python -m tests.sandbox.official_client`"""

import sys

from tests.sandbox.official_client.run import main

sys.exit(main())
