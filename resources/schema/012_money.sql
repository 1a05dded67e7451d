CREATE TABLE accountentry (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	dealer_id INTEGER,
	kind TEXT DEFAULT 'correction' NOT NULL,
	entered_on TEXT,
	due_on TEXT,
	amount INTEGER,
	shipment_id INTEGER,
	what TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT,
	FOREIGN KEY(shipment_id) REFERENCES shipment (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_accountentry_code ON accountentry (code);
CREATE INDEX ix_accountentry_dealer_id ON accountentry (dealer_id);
CREATE INDEX ix_accountentry_due_on ON accountentry (due_on);
CREATE INDEX ix_accountentry_entered_on ON accountentry (entered_on);
CREATE INDEX ix_accountentry_shipment_id ON accountentry (shipment_id);
CREATE TABLE dunningcall (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	dealer_id INTEGER,
	state TEXT DEFAULT 'done' NOT NULL,
	called_on TEXT,
	step TEXT DEFAULT '' NOT NULL,
	way TEXT DEFAULT 'call' NOT NULL,
	spoke_to TEXT DEFAULT '' NOT NULL,
	days_late INTEGER,
	overdue INTEGER,
	said TEXT DEFAULT '' NOT NULL,
	answer TEXT DEFAULT '' NOT NULL,
	promise_id INTEGER,
	next_on TEXT,
	held_until TEXT,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT,
	FOREIGN KEY(promise_id) REFERENCES promise (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_dunningcall_called_on ON dunningcall (called_on);
CREATE INDEX ix_dunningcall_dealer_id ON dunningcall (dealer_id);
CREATE INDEX ix_dunningcall_next_on ON dunningcall (next_on);
CREATE INDEX ix_dunningcall_promise_id ON dunningcall (promise_id);
CREATE TABLE instalment (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	shipment_id INTEGER,
	due_on TEXT,
	amount INTEGER,
	PRIMARY KEY (id),
	FOREIGN KEY(shipment_id) REFERENCES shipment (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_instalment_due_on ON instalment (due_on);
CREATE INDEX ix_instalment_shipment_id ON instalment (shipment_id);
CREATE TABLE payment (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	dealer_id INTEGER,
	expected_on TEXT,
	received_on TEXT,
	amount INTEGER,
	method TEXT DEFAULT 'transfer' NOT NULL,
	reference TEXT DEFAULT '' NOT NULL,
	payer TEXT DEFAULT '' NOT NULL,
	promise_id INTEGER,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT,
	FOREIGN KEY(promise_id) REFERENCES promise (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_payment_code ON payment (code);
CREATE INDEX ix_payment_dealer_day_amount ON payment (dealer_id, received_on, amount, deleted_at);
CREATE INDEX ix_payment_expected_on ON payment (expected_on);
CREATE INDEX ix_payment_promise_id ON payment (promise_id);
CREATE INDEX ix_payment_received_on ON payment (received_on);
CREATE TABLE paymentallotment (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	payment_id INTEGER,
	shipment_id INTEGER,
	entry_id INTEGER,
	order_id INTEGER,
	amount INTEGER,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(payment_id) REFERENCES payment (id) ON DELETE CASCADE,
	FOREIGN KEY(shipment_id) REFERENCES shipment (id) ON DELETE RESTRICT,
	FOREIGN KEY(entry_id) REFERENCES accountentry (id) ON DELETE RESTRICT,
	FOREIGN KEY(order_id) REFERENCES salesorder (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_paymentallotment_entry_id ON paymentallotment (entry_id);
CREATE INDEX ix_paymentallotment_order_id ON paymentallotment (order_id);
CREATE INDEX ix_paymentallotment_payment_id ON paymentallotment (payment_id);
CREATE INDEX ix_paymentallotment_shipment_id ON paymentallotment (shipment_id);
