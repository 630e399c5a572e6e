//go:build unix

package disk

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// Lock locks a file, which it creates where there is none, until unlock is called or the process ends. It waits for
// another process that holds the lock until the context ends. On a file system without locks it succeeds at once.
func Lock(ctx context.Context, path string) (unlock func(), err error) {
	const mode = 0o666 // less the umask: a group may share the directory
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, mode)
	if err != nil {
		return nil, fmt.Errorf("lock: %w", err)
	}
	unlock = func() { _ = file.Close() } // it was not written to
	for {
		err := unix.Flock(int(file.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		switch {
		case err == nil, errors.Is(err, errors.ErrUnsupported), errors.Is(err, unix.ENOLCK):
			return unlock, nil
		case !errors.Is(err, unix.EWOULDBLOCK) && !errors.Is(err, unix.EINTR):
			unlock()
			return nil, fmt.Errorf("lock %s: %w", path, err)
		}
		const pause = 5 * time.Millisecond
		select {
		case <-ctx.Done():
			unlock()
			return nil, fmt.Errorf("lock %s: another process holds it: %w", path, context.Cause(ctx))
		case <-time.After(pause):
		}
	}
}
