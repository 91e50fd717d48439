-- Version 3: what a person should look at first. How unsure an event is times the number of independent reports that
-- tell of it, in thousandths and negative, so that the most urgent comes first.
CREATE TABLE IF NOT EXISTS doubts (
    urgency INTEGER NOT NULL,
    event   INTEGER NOT NULL,
    PRIMARY KEY (urgency, event)
) WITHOUT ROWID;
CREATE INDEX claims_judged ON claims (event) WHERE verdict IS NOT NULL;
