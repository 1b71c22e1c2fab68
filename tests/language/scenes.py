"""What is walked through: a name, and the keys that lead there from the list of payments.

Groups of keys are parted by `;`, and the screen is read after each; behind a `'` stands text that is typed.
"""

ANYWHERE = {
    "help": "question_mark",
    "palette": "ctrl+p;'a;escape",
    "request log": "f12;y;escape",
    "new": "n",
    "watched, none": "w",
    "unsettled, none": "exclamation_mark",
    "batch, none": "B",
    "themes": "ctrl+p;'theme;escape",
    "utc": "u;u",
}
"""What every program has, and what needs no payments."""

PAYMENTS = {
    "payments": "j;space;space;e;escape;escape",
    "search": "slash;'status:refused;enter;escape",
    "search help": "slash;question_mark",
    "search without a match": "slash;'zzzz;enter",
    "search of a wrong status": "slash;'status:zzz",
    "search of a wrong field": "slash;'amount:x",
    "search of a wrong date": "slash;'date:99",
    "dates": "d;down down down down;escape",
    "dates, typed": "d;end enter;'zzz;enter",
    "sort": "S;enter",
    "columns": "C;down space;escape",
    "views": "V",
    "preview": "p;p",
    "copy": "y;i",
    "export": "e;'\u00a7/\u00a7;enter;escape",
    "export to csv": "e;tab;tab;tab;tab",
    "auto-refresh": "A;A",
    "refresh": "f5",
    "look back": "b",
    "capture, not allowed": "c",
    "capture": "slash;'status:authorized;enter;c;tab;escape",
    "go to, empty": "colon;enter",
    "go to a code": "colon;'51",
    "go to a status": "colon;'refused",
    "go to a word": "colon;'capture",
    "go to a section": "colon;'over",
    "go to a key": "colon;'stest_aaaa",
    "go to a broken id": "colon;'paym_123",
    "go to a card": "colon;'4242424242424242",
    "go to an account": "colon;'FR7630006000011234567890189",
    "go to an e-mail": "colon;'a@b.example",
    "go to several e-mails": "colon;'a@b.example c@d.example",
    "go to four digits": "colon;'4242",
    "go to an amount": "colon;'12.50",
    "go to a day": "colon;'2026-11-20",
    "go to an order": "colon;'A1;enter",
    "go to an order by name": "colon;'order:A1",
    "go to a name": "colon;'zzzz",
    "go to a phone number": "colon;'+33612345678",
    "watch": "W;w;W",
}

PAYMENT = {
    "a refused payment": "slash;'status:refused;enter;enter;z;question_mark",
    "a captured payment": "slash;'status:captured;enter;enter;z;v;n;y;escape;y;escape;m;escape;Y",
    "its links": "slash;'status:captured;enter;enter;enter",
    "its person": "slash;'status:captured method:card;enter;i;question_mark;escape;y;escape;l;escape;b",
    "its payout": "slash;'status:captured;enter;P",
    "its page": "slash;'status:captured;enter;enter;l",
    "an authorized payment": "slash;'status:authorized;enter;enter;m;escape;c;escape;a;s",
    "update": "slash;'status:authorized;enter;enter;e;escape",
    "a disputed payment": "slash;'status:disputed;enter;enter",
    "a refunded payment": "slash;'refunded:yes;enter;enter",
    "a payment by SEPA": "slash;'method:sepa;enter;enter",
    "a payment without status": "slash;'status:none;enter;enter;l;escape;o",
    "an expired payment": "slash;'status:expired;enter;enter",
    "a canceled payment": "slash;'status:canceled;enter;enter",
    "a failed payment": "slash;'status:failed;enter;enter",
    "3-D Secure": "slash;'3ds:yes;enter;enter",
}

MONEY = {
    "refund of what cannot be": "slash;'status:refused;enter;r",
    "refund": "slash;'status:captured -refunded:yes;enter;r;'0;enter;backspace;'999999;enter",
    "refund of a part": "slash;'order:B;enter;r;'1,00;enter;tab;enter",
    "refund of a disputed one": "slash;'status:disputed;enter;r;enter;tab;space;enter",
    "refund sent": "slash;'status:captured -refunded:yes;enter;j;j;j;r;enter;tab;enter;escape",
    "one amount of several": "slash;'status:captured;enter;space space space;r;down;enter;'9999;enter",
    "several refunds": "slash;'status:captured;enter;j;j;j;j;space space;r;!continue;tab;right",
    "a batch": "slash;'status:captured;enter;j;j;j;j;space space;r;tab;left left;!continue;!send",
    "the batch": "B;question_mark;escape;y;e;escape",
    "refunds": "3;enter;escape;f;escape;y;escape;e;escape;S;escape;C;escape;slash;'zzzz;enter;escape escape",
    "a refund by itself": "3;enter;escape;o",
}

LOST = {
    "a refund without answer": "slash;'status:captured -refunded:yes;enter;r;'1,00;enter;tab;enter",
    "its dialog": "3;question_mark;escape;enter;c",
    "the payment": "slash;'status:captured;enter;enter;question_mark;escape",
    "a payment without answer": "n;p;'12,50;ctrl+s",
    "unsettled": "exclamation_mark;enter",
}

LEFT = {"left unresolved": ";!open;enter"}

OTHER_SECTIONS = {
    "overview": "1;j;j;l;c;question_mark;escape;A;A",
    "overview, opened": "1;j;enter",
    "a dispute": "4;enter;question_mark;escape;y;v;escape;enter;escape;i",
    "disputes": "4;question_mark;escape;y;S;escape;C;escape;e;escape;slash;'zzzz;enter;escape escape",
    "payouts in test": "5",
    "checks": "6;question_mark;escape;y;e;escape;S;escape;C;escape;slash;'zzzz;enter;escape escape",
    "a check": "6;c;ctrl+s;f2;enter;ctrl+s;question_mark",
    "a scoring": "6;s;ctrl+s;f2;enter;ctrl+s;question_mark",
    "checks, asked": "6;enter;y",
    "reference": "7;question_mark;escape;enter;escape;y;Y;l;l;l;l;l;l;enter;escape;y;l;enter;escape;y",
    "reference, searched": "7;slash;'51;enter",
    "reference, nothing": "7;slash;'zzzz;escape",
    "reference, elsewhere": "7;slash;'visa;enter;h",
}

FORMS = {
    "new payment": "n;p;ctrl+s;f2;escape;question_mark;escape",
    "new payment link": "n;l;ctrl+s;escape",
    "new check": "n;k",
    "new scoring": "n;s",
    "new customer": "n;c;ctrl+s;'\u00a7\u00a7;ctrl+s;escape;escape",
    "a customer": "n;c;'\u00a7\u00a7\u00a7\u00a7;tab;'a@b.example;ctrl+s;question_mark;escape;m;escape;v",
    "a customer is deleted": "n;c;'\u00a7\u00a7\u00a7\u00a7;tab;'c@d.example;ctrl+s;D;tab;enter",
    "a payment link": "n;l;'12,50;ctrl+s;question_mark",
    "new account": "n;b;ctrl+s;f2;escape;escape",
    "new address": "n;a;ctrl+s;f2;escape;escape",
    "new card": "n;t;ctrl+s;f2;escape;escape",
}

LIVE = {
    "live": "question_mark",
    "a payout": "5;enter;l;l;question_mark;escape;y;escape;e;escape;x;escape",
    "payouts": "5;question_mark;escape;y;escape;e;escape;S;escape;C;escape;d;escape;slash;'zzzz",
    "a refund in live": "slash;'status:captured -refunded:yes;enter;r;'1,00;enter",
    "new in live": "n;p;ctrl+s;escape",
    "payout of a payment": "slash;'status:captured;enter;G;P",
    "the other mode": "ctrl+t;tab;escape",
}

SECTIONS = {f"section {digit}": digit for digit in "1234567"} | {
    "go to a payment": "colon;'paym_aaaaaaaaaaaaaaaaaaaaaaaa;enter",
    "go to a customer": "colon;'cust_aaaaaaaaaaaaaaaaaaaaaaaa;enter",
    "go to a check": "colon;'chck_aaaaaaaaaaaaaaaaaaaaaaaa;enter",
    "go to a scoring": "colon;'scor_aaaaaaaaaaaaaaaaaaaaaaaa;enter",
    "go to an order": "colon;'A-1;enter",
}
"""Every section as it is when nothing is there, or nothing can be read."""

TROUBLE = {"trouble": ""}
"""The list alone: what is wrong is said in the same words everywhere."""

LOADING = {
    "a payment": "enter",
    "back": "escape",
    "payments": "f5",
    "overview": "1",
    "refunds": "3",
    "disputes": "4",
    "a check": "6",
    "reference": "7",
    "a customer being created": "2 n c A l i c e tab a at b full_stop f r ctrl+s",
    "leaving": "escape escape ctrl+q",
}
"""What is shown while all is still loading."""

READ_ONLY = {"payments": "r;question_mark", "new": "n", "a payment": "enter;m;escape;c"}

ONBOARDING = {"onboarding": ";'abc;enter;f1"}
