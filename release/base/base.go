// Package base finds the catalog that another extends: the embedded one, a release file, or a release of a registry,
// which a lock file pins and a cache keeps.
//
// It knows releases, registries and signatures, and what a configuration says of a base. It knows nothing of rules or
// of how content is checked.
package base

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/release/follow"
	"github.com/opencompendium/compendium/release/registry"
	"github.com/opencompendium/compendium/release/signing"
	"github.com/opencompendium/compendium/validate/policy"
)

// Embedded is the reference of the catalog that is embedded in the program.
const Embedded = "embedded"

// Options are where bases are looked for.
type Options struct {
	// Embedded is the embedded catalog. Required.
	Embedded fs.FS
	// Dir is the directory that relative paths start from, that of the configuration.
	Dir string
	// Cache is the directory that keeps releases of registries.
	Cache string
	// Registry is how registries are reached.
	Registry registry.Options
}

// Open returns the catalog that extends names. A channel is the release that lock names. A release of a registry that
// the cache has is not fetched again.
func Open(ctx context.Context, extends policy.Extends, lock policy.Lock, o Options) (*catalog.Base, error) {
	made, err := open(ctx, extends, lock, o)
	if err != nil {
		return nil, fmt.Errorf("extends %s: %w", extends.Reference, err)
	}
	return made, nil
}

// Latest returns the catalog that extends leads to now, and a lock for it. The lock is the zero Lock if extends itself
// names a release by its digest.
func Latest(ctx context.Context, extends policy.Extends, o Options) (*catalog.Base, policy.Lock, error) {
	lock, err := resolve(ctx, extends, o)
	if err != nil {
		return nil, lock, err
	}
	opened, err := Open(ctx, extends, lock, o)
	if err == nil && policy.IsLocal(extends.Reference) {
		lock = policy.Lock{Extends: extends.Reference, Digest: opened.Description.GetDigest(),
			Number: opened.Description.GetReleaseNumber()}
		if extends.Reference != Embedded {
			o.keep(ctx, extends)
		}
	}
	return opened, lock, err
}

// Pinned returns the catalog that a lock names: for a release file that has become another, or is gone, the copy that
// Latest put into the cache. For the zero Lock it returns what extends names.
func Pinned(ctx context.Context, extends policy.Extends, lock policy.Lock, o Options) (*catalog.Base, error) {
	if lock.Digest == "" {
		return Open(ctx, extends, lock, o)
	}
	extends.Reference = lock.Extends
	opened, err := Open(ctx, extends, lock, o)
	if !policy.IsLocal(lock.Extends) || err == nil && opened.Description.GetDigest() == lock.Digest {
		return opened, err
	}
	where := "the program that had it is another one now"
	if lock.Extends != Embedded {
		if kept := o.kept(ctx, extends, lock.Digest); kept != nil {
			return read(kept, filepath.Base(o.path(extends.Reference)))
		}
		where = "it is neither there nor in the cache " + o.Cache
	}
	return nil, fmt.Errorf("%s was %s, and %s", lock.Extends, lock.Shown(), where)
}

func open(ctx context.Context, extends policy.Extends, lock policy.Lock, o Options) (*catalog.Base, error) {
	if extends.Reference == Embedded {
		return o.embedded()
	}
	if policy.IsLocal(extends.Reference) {
		return o.file(ctx, extends)
	}
	reference, err := o.parse(extends.Reference)
	if err != nil {
		return nil, err
	}
	channel := !isPinned(reference)
	if channel {
		if err := pins(lock, extends.Reference); err != nil {
			return nil, err
		}
		reference = reference.At(lock.Digest)
	}
	r, err := o.pull(ctx, reference.String(), extends)
	if channel && errors.Is(err, registry.ErrNotFound) {
		return nil, fmt.Errorf("%s names %s, which is neither there nor in the cache; `compendium update` moves to what is "+
			"there now: %w", policy.LockName, lock.Shown(), err)
	}
	if err != nil {
		return nil, err
	}
	named, err := registry.Parse(extends.Reference)
	if err != nil {
		return nil, err
	}
	if isPinned(named) {
		named = named.At("")
	}
	return read(r, named.String())
}

// isPinned reports whether a reference of a registry names a release by its digest, and not a channel.
func isPinned(r registry.Reference) bool { return strings.HasPrefix(r.Tag, "sha256:") }

// parse reads a reference of a registry. The directory of an image layout is made relative to the working directory.
func (o Options) parse(text string) (registry.Reference, error) {
	r, err := registry.Parse(text)
	switch {
	case err != nil:
		return r, err
	case r.Tag == "":
		return r, errors.New("it names no release; add a channel, as in :stable, or a digest, as in @sha256:…")
	case r.Layout:
		r.Repository = o.path(r.Repository)
	}
	return r, nil
}

// path returns a path of the configuration, relative to the working directory. For a project that is reached by a link,
// the parent directory is the one that the project is in.
func (o Options) path(path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	dir := o.Dir
	if target, err := filepath.EvalSymlinks(dir); err == nil {
		dir = target
	}
	return filepath.Join(dir, filepath.FromSlash(path))
}

func (o Options) embedded() (*catalog.Base, error) {
	c, problems, err := catalog.Load(o.Embedded, "")
	if err != nil {
		return nil, err
	}
	return whole(c, problems, &compendiumv1.Base{Origin: Embedded, Digest: c.Digest()})
}

// file opens a release file, which has its signatures beside it if there are keys to verify it with.
func (o Options) file(ctx context.Context, extends policy.Extends) (*catalog.Base, error) {
	path := o.path(extends.Reference)
	if len(extends.Keys) == 0 {
		r, err := release.Open(path)
		if err != nil {
			return nil, err
		}
		return read(r, filepath.Base(path))
	}
	f, err := o.follower("file:"+path, extends)
	if err != nil {
		return nil, err
	}
	defer f.Drop() // the cache keeps what is pinned
	r, err := f.Load(ctx)
	if err != nil {
		return nil, err
	}
	return read(r, filepath.Base(path))
}

// pull opens a release of a registry, from the cache or from there.
func (o Options) pull(ctx context.Context, reference string, extends policy.Extends) (*release.Release, error) {
	f, err := o.follower(reference, extends)
	if err != nil {
		return nil, err
	}
	// The cache of a digest has nothing but the release of this digest.
	if r, _, err := f.LastGood(ctx); err == nil && r != nil {
		return r, nil
	}
	r, err := f.Load(ctx)
	if err != nil {
		return nil, err
	}
	return r, f.Activated(ctx)
}

// keep copies a release file into the cache, so that what differs can be shown once it becomes another. A failure is
// not reported here: Pinned then says that the copy is missing.
func (o Options) keep(ctx context.Context, extends policy.Extends) {
	f, err := o.follower("file:"+o.path(extends.Reference), extends)
	if err != nil {
		return
	}
	if r, err := f.Load(ctx); err == nil {
		defer r.File.Close()
		_ = f.Activated(ctx)
	}
}

// kept returns the copy of a release file in the cache, or nil if that is another release.
func (o Options) kept(ctx context.Context, extends policy.Extends, digest string) *release.Release {
	f, err := o.follower("file:"+o.path(extends.Reference), extends)
	if err != nil {
		return nil
	}
	r, _, err := f.LastGood(ctx)
	if err != nil || r == nil {
		return nil
	}
	if r.File.Digest() != digest {
		r.File.Close()
		return nil
	}
	return r
}

func (o Options) follower(reference string, extends policy.Extends) (*follow.Follower, error) {
	options := follow.Options{Name: extends.Name, Cache: o.Cache, Registry: o.Registry, AllowRollback: true,
		MaxShrink: 100, Keep: 1}
	for _, name := range extends.Keys {
		text, err := os.ReadFile(o.path(name))
		if err != nil {
			return nil, fmt.Errorf("extends_keys: %w", err)
		}
		keys, err := signing.ParsePublicKeys(text)
		if err != nil {
			return nil, fmt.Errorf("extends_keys: %s: %w", name, err)
		}
		options.Keys = append(options.Keys, keys...)
	}
	return follow.New(reference, options)
}

// read returns the content of a release as a base, and closes it.
func read(r *release.Release, origin string) (*catalog.Base, error) {
	defer r.File.Close()
	c, problems, err := r.Load("")
	if err != nil {
		return nil, fmt.Errorf("%w; a release that can be extended has its content in it", err)
	}
	return whole(c, problems, &compendiumv1.Base{Origin: origin, Digest: r.File.Digest(), ReleaseNumber: r.Number})
}

// whole returns a base. It refuses one with content that cannot be read, as that of another version of the schema.
func whole(c *catalog.Catalog, problems []finding.Finding, described *compendiumv1.Base) (*catalog.Base, error) {
	if len(problems) > 0 {
		p := problems[0]
		return nil, fmt.Errorf("its content cannot be read with this program: %s: %s (problems: %d); take a release of the "+
			"same version", cmp.Or(p.Resource, p.File), p.Message, len(problems))
	}
	for _, below := range c.Bases() {
		if below.Origin == described.Origin {
			return nil, fmt.Errorf("it extends a catalog of the same name, %s; a catalog cannot extend itself", below.Origin)
		}
	}
	return &catalog.Base{Catalog: c, Description: described}, nil
}
