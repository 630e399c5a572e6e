package base

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/opencompendium/compendium/catalog/document"
	configv1 "github.com/opencompendium/compendium/gen/compendium/config/v1"
	"github.com/opencompendium/compendium/release/disk"
	"github.com/opencompendium/compendium/release/registry"
	"github.com/opencompendium/compendium/validate/policy"
)

// LockName is the name of the lock file, which is beside the configuration.
const LockName = "compendium.lock"

// Lock pins a channel to a release. The zero Lock pins none.
type Lock struct {
	// Extends is the reference of the channel.
	Extends string
	// Digest is the digest of the release.
	Digest string
	// Number is the number of the release.
	Number int64
}

// ReadLock reads the lock file of a directory. It returns the zero Lock if there is none.
func ReadLock(dir string) (Lock, error) {
	file := filepath.Join(dir, LockName)
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return Lock{}, nil
	}
	if err != nil {
		return Lock{}, err
	}
	return ParseLock(text, file)
}

// ParseLock reads the text of a lock file, whose name is for messages.
func ParseLock(text []byte, name string) (Lock, error) {
	read := &configv1.Lock{}
	doc, problems := document.Parse(text)
	if problems = append(problems, doc.Decode(read)...); len(problems) > 0 {
		p := problems[0]
		return Lock{}, fmt.Errorf("%s:%d:%d: %s `compendium update` writes the file anew", name, p.Position.Line,
			p.Position.Column, p.Message)
	}
	return Lock{Extends: read.Extends, Digest: read.Digest, Number: read.Number}, nil
}

// Write writes the lock file of a directory.
func (l Lock) Write(dir string) error {
	text := document.Encode(&configv1.Lock{Extends: l.Extends, Digest: l.Digest, Number: l.Number})
	text = append([]byte("# The release that this catalog extends. `compendium update` moves it.\n"), text...)
	return disk.WriteFile(filepath.Join(dir, LockName), text, 0o644)
}

// RemoveLock removes the lock file of a directory, if there is one.
func RemoveLock(dir string) error {
	err := os.Remove(filepath.Join(dir, LockName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// pins returns an error unless the lock pins a channel.
func (l Lock) pins(reference string) error {
	switch {
	case l.Digest == "":
		return fmt.Errorf("there is no %s that says which release of the channel; run `compendium update`", LockName)
	case l.Extends != reference:
		return fmt.Errorf("%s is about %s; run `compendium update`", LockName, l.Extends)
	}
	return nil
}

// Resolve returns a lock for the release that a channel leads to now.
func Resolve(ctx context.Context, extends policy.Extends, o Options) (Lock, error) {
	reference, err := o.parse(extends.Reference)
	if err != nil {
		return Lock{}, fmt.Errorf("extends %s: %w", extends.Reference, err)
	}
	repository, err := registry.Open(ctx, reference, registry.Read, o.Registry)
	if err != nil {
		return Lock{}, err
	}
	e, err := repository.Get(ctx, reference.Tag)
	if err != nil {
		return Lock{}, err
	}
	return Lock{Extends: extends.Reference, Digest: e.Digest, Number: e.Number}, nil
}
