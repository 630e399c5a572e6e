package base

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/opencompendium/compendium/release/disk"
	"github.com/opencompendium/compendium/release/registry"
	"github.com/opencompendium/compendium/validate/policy"
)

// ReadLock reads the lock file of a directory. It returns the zero Lock if there is none.
func ReadLock(dir string) (policy.Lock, error) {
	file := filepath.Join(dir, policy.LockName)
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return policy.Lock{}, nil
	}
	if err != nil {
		return policy.Lock{}, err
	}
	return policy.ParseLock(filepath.ToSlash(file), text)
}

// WriteLock writes the lock file of a directory. It removes the file for a lock that pins nothing.
func WriteLock(dir string, lock policy.Lock) error {
	file := filepath.Join(dir, policy.LockName)
	if lock.Digest != "" {
		return disk.WriteFile(file, lock.Text(), 0o644)
	}
	if err := os.Remove(file); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// pins returns an error unless a lock pins a channel.
func pins(lock policy.Lock, reference string) error {
	switch {
	case lock.Digest == "":
		return fmt.Errorf("there is no %s that says which release of the channel; run `compendium update`", policy.LockName)
	case lock.Extends != reference:
		return fmt.Errorf("%s is about %s; run `compendium update`", policy.LockName, lock.Extends)
	}
	return nil
}

// resolve returns a lock for the release that a channel leads to now, and the zero Lock for what is no channel.
func resolve(ctx context.Context, extends policy.Extends, o Options) (policy.Lock, error) {
	if policy.IsLocal(extends.Reference) {
		return policy.Lock{}, nil
	}
	reference, err := o.parse(extends.Reference)
	if err != nil {
		return policy.Lock{}, fmt.Errorf("extends %s: %w", extends.Reference, err)
	}
	if isPinned(reference) {
		return policy.Lock{}, nil
	}
	repository, err := registry.Open(ctx, reference, registry.Read, o.Registry)
	if err != nil {
		return policy.Lock{}, err
	}
	e, err := repository.Get(ctx, reference.Tag)
	if err != nil {
		return policy.Lock{}, err
	}
	return policy.Lock{Extends: extends.Reference, Digest: e.Digest, Number: e.Number}, nil
}
