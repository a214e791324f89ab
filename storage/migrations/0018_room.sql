-- Written and emptied again to see whether there is room on the disk; nothing stays in it.
CREATE TABLE room (
    bytes BLOB NOT NULL
) STRICT;
