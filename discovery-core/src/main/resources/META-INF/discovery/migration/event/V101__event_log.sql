-- What people did, in the order of arrival. The keys are keyed hashes of people's ids: they find, the ids decide.
create table event (
    seq ${key} primary key,
    id text ${binary} not null,
    user_key bigint not null,
    target_key bigint,
    user_id text ${binary} not null,
    type text not null,
    item_id text ${binary},
    time_ms bigint not null,
    received_ms bigint not null,
    amount double precision,
    label text,
    session_id text,
    device_type text,
    locale text,
    zone text
);

create unique index event_by_id on event (id);

-- Whom events name, written in sorted blocks: an index by person that grows at its end.
create table event_person (
    block bigint not null,
    person_key bigint not null,
    seq bigint not null,
    primary key (block, person_key, seq)
) ${clustered};

create table event_block (
    block bigint primary key
);

-- Keyed hashes of people who were erased.
create table event_erased (
    person_hash text ${binary} primary key
);

-- One row: what was given out last, up to where people are indexed, how often somebody was erased, the key of the hashes.
create table event_state (
    id integer primary key check (id = 1),
    last_seq bigint not null,
    indexed_seq bigint not null,
    erasures bigint not null,
    secret text not null
);
