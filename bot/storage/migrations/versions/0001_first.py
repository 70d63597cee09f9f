"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.BigInteger()  # microseconds since 1970, UTC


def upgrade() -> None:
    op.create_table(
        "erasure",
        sa.Column("blobs", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("blobs", name="pk_erasure"),
    )
    op.create_table(
        "meta",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_meta"),
    )
    op.create_table(
        "person",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("lookup", sa.LargeBinary(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("chat", sa.LargeBinary(), nullable=False),
        sa.Column("profile", sa.LargeBinary(), nullable=False),
        sa.Column("blobs", sa.Text(), nullable=False),
        sa.Column("screen", sa.BigInteger()),
        sa.Column("reachable", sa.Boolean(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.UniqueConstraint("blobs", name="uq_person_blobs"),
        sa.UniqueConstraint("lookup", name="uq_person_lookup"),
    )
    op.create_table(
        "area",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person", BIG, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_area_person", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_area"),
        sa.UniqueConstraint("person", "id", name="uq_area_person_id"),
        sa.UniqueConstraint("person", "key", name="uq_area_person_key"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "consent_log",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person", BIG, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_consent_log_person", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_consent_log"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_consent_log_person", "consent_log", ["person"])
    op.create_table(
        "due",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person", BIG, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("slot", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("session", sa.Integer()),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_due_person", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_due"),
        sa.UniqueConstraint("person", "kind", "slot", name="uq_due_person_kind_slot"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_due_open",
        "due",
        ["at"],
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "photo",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person", BIG, nullable=False),
        sa.Column("area", BIG, nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("blob", sa.Text(), nullable=False),
        sa.Column("meta", sa.LargeBinary(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["person", "area"], ["area.person", "area.id"], name="fk_photo_person_area", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_photo_person", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_photo"),
        sa.UniqueConstraint("blob", name="uq_photo_blob"),
        sa.UniqueConstraint("person", "update_id", name="uq_photo_person_update_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", BIG, nullable=False),
        sa.Column("area", BIG, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("slot", sa.Text()),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("began_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["person", "area"], ["area.person", "area.id"], name="fk_session_person_area", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_session_person", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_session"),
        sa.UniqueConstraint("person", "id", name="uq_session_person_id"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_session_open",
        "session",
        ["person", "kind"],
        unique=True,
        sqlite_where=sa.text("status = 'open'"),
        postgresql_where=sa.text("status = 'open'"),
    )
    op.create_table(
        "assessment",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person", BIG, nullable=False),
        sa.Column("session", sa.Integer(), nullable=False),
        sa.Column("slot", sa.Text()),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("void_at", INSTANT),
        sa.ForeignKeyConstraint(
            ["person", "session"],
            ["session.person", "session.id"],
            name="fk_assessment_person_session",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_assessment_person", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_assessment"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_assessment_person_session", "assessment", ["person", "session"])
    op.create_index(
        "uq_assessment_session",
        "assessment",
        ["session"],
        unique=True,
        sqlite_where=sa.text("void_at IS NULL"),
        postgresql_where=sa.text("void_at IS NULL"),
    )
    op.create_table(
        "checkin",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person", BIG, nullable=False),
        sa.Column("session", sa.Integer(), nullable=False),
        sa.Column("slot", sa.Text()),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("void_at", INSTANT),
        sa.ForeignKeyConstraint(
            ["person", "session"],
            ["session.person", "session.id"],
            name="fk_checkin_person_session",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_checkin_person", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_checkin"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_checkin_person_session", "checkin", ["person", "session"])
    op.create_index(
        "uq_checkin_session",
        "checkin",
        ["session"],
        unique=True,
        sqlite_where=sa.text("void_at IS NULL"),
        postgresql_where=sa.text("void_at IS NULL"),
    )
