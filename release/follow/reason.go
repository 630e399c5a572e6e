package follow

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/opencompendium/compendium/release/registry"
	"github.com/opencompendium/compendium/release/signing"
)

// Reasons for which a release is refused. They are part of the public surface: GetCatalog, metrics and logs have them.
const (
	// ReasonUnreachable: the source did not answer, or not in time.
	ReasonUnreachable = "unreachable"
	// ReasonNotFound: there is no such channel, release or file.
	ReasonNotFound = "not_found"
	// ReasonUnsigned: it has no signature, and one is required.
	ReasonUnsigned = "unsigned"
	// ReasonBadSignature: no accepted key signed it.
	ReasonBadSignature = "bad_signature"
	// ReasonOtherCatalog: it was published under the name of another catalog.
	ReasonOtherCatalog = "other_catalog"
	// ReasonAltered: its bytes are not those that were published, or not a release.
	ReasonAltered = "altered"
	// ReasonOlder: its number is not higher than that of what was served.
	ReasonOlder = "older"
	// ReasonShrunk: it lost more records or bytes than the guard allows.
	ReasonShrunk = "shrunk"
	// ReasonTooLarge: its file is larger than the limit.
	ReasonTooLarge = "too_large"
	// ReasonIncompatible: its schema contradicts that of this program.
	ReasonIncompatible = "incompatible"
	// ReasonIncomplete: it lacks a record that a probe names.
	ReasonIncomplete = "incomplete"
	// ReasonCache: the local disk failed.
	ReasonCache = "cache"
)

// Error is the reason why a release is refused.
type Error struct {
	// Reason is one of the Reason constants.
	Reason string
	// Digest identifies the refused content, or is "" if that is unknown.
	Digest string
	// Err is the cause.
	Err error
}

// RetryAfter returns how long the source asked to wait, or 0.
func (e *Error) RetryAfter() time.Duration {
	if busy, ok := errors.AsType[*registry.BusyError](e.Err); ok {
		return busy.After
	}
	return 0
}

// Error returns the message.
func (e *Error) Error() string { return e.Err.Error() }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

func refuse(reason, format string, args ...any) error {
	return &Error{Reason: reason, Err: fmt.Errorf(format, args...)}
}

// reasoned adds a reason to an error that has none.
func reasoned(err error) error {
	if err == nil {
		return nil
	}
	if known, ok := errors.AsType[*Error](err); ok {
		return &Error{Reason: known.Reason, Digest: known.Digest, Err: err}
	}
	reason := ReasonUnreachable
	switch {
	case errors.Is(err, registry.ErrNotFound):
		reason = ReasonNotFound
	case errors.Is(err, registry.ErrAltered):
		reason = ReasonAltered
	case errors.Is(err, signing.ErrUnsigned):
		reason = ReasonUnsigned
	case errors.Is(err, signing.ErrBadSignature):
		reason = ReasonBadSignature
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded):
		err = fmt.Errorf("no answer in time: %w", err)
	}
	return &Error{Reason: reason, Err: err}
}

// about adds the digest of the refused content to an error with a reason.
func about(d *description, err error) error {
	known, ok := errors.AsType[*Error](err)
	if !ok {
		return err
	}
	return &Error{Reason: known.Reason, Digest: cmp.Or(d.entry.ContentDigest, d.entry.Digest), Err: err}
}

// clearer returns the one of two errors that says more: the first, unless it only says that a source did not answer.
func clearer(first, next error) error {
	if first == nil || reasonOf(first) == ReasonUnreachable && reasonOf(next) != ReasonUnreachable {
		return next
	}
	return first
}

func reasonOf(err error) string {
	if known, ok := errors.AsType[*Error](err); ok {
		return known.Reason
	}
	return ReasonUnreachable
}
