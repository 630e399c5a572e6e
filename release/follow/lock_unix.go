//go:build unix

package follow

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sys/unix"
)

// lock keeps other processes from changing the cache until what it gives is called. The system takes it from a process that ends.
func (c cache) lock(ctx context.Context) (unlock func(), err error) {
	file, err := os.OpenFile(filepath.Join(c.dir, lockName), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, refuse(ReasonCache, "lock the cache: %w", err)
	}
	unlock = func() { _ = file.Close() } // which lets go of it, and there is nothing to lose
	for {
		err := unix.Flock(int(file.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		switch {
		case err == nil:
			return unlock, nil
		case errors.Is(err, errors.ErrUnsupported) || errors.Is(err, unix.ENOLCK):
			return unlock, nil // a file system without locks, which processes had better not share
		case !errors.Is(err, unix.EWOULDBLOCK) && !errors.Is(err, unix.EINTR):
			unlock()
			return nil, refuse(ReasonCache, "lock the cache: %w", err)
		}
		const pause = 5 * time.Millisecond
		select {
		case <-ctx.Done():
			unlock()
			return nil, refuse(ReasonCache, "lock the cache %s: another process holds it: %w", c.dir, context.Cause(ctx))
		case <-time.After(pause):
		}
	}
}
