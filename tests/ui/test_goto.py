"""Go to: ids, order numbers, codes, sections, and what must not be sent or shown, through the program."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from stancer_tui.desk import Account, Desk, _journal, _refunds
from stancer_tui.models.mode import Mode
from stancer_tui.sandbox.app import create_app
from stancer_tui.sandbox.clock import FixedClock
from stancer_tui.sandbox.faults import Faults
from stancer_tui.sandbox.keys import DEMO_SECRET_LIVE, DEMO_SECRET_TEST
from stancer_tui.sandbox.settings import SandboxSettings
from stancer_tui.ui.dialogs.goto import GoTo
from stancer_tui.ui.dialogs.links import Links
from stancer_tui.ui.screens.object import ObjectScreen
from stancer_tui.ui.screens.payment import PaymentScreen
from stancer_tui.ui.screens.payments import PaymentsScreen
from stancer_tui.ui.screens.reference import ReferenceScreen
from tests.ui.driving import NARROW, NOW, WIDE, current, demo, desk_app, payments, press, screen_text, settled
from tests.ui.shop_desks import ShopDesks, open_shop
