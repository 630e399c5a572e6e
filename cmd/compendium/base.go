package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/content"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/release/base"
	"github.com/opencompendium/compendium/release/registry"
	"github.com/opencompendium/compendium/validate/policy"
)

// load reads the content by the configuration that applies to it.
func (t tree) load(ctx context.Context) (*catalog.Catalog, []finding.Finding, error) {
	config, err := readConfig(t, "")
	if err == nil {
		err = config.namesBase()
	}
	if err != nil {
		return nil, nil, err
	}
	return t.loadBy(ctx, config)
}

// namesBase returns an error if a mistake in the configuration may hide what it says of a base. Lint reports it as a
// finding; without it, content would be built alone that is to extend another.
func (c lintConfig) namesBase() error {
	for _, p := range c.problems {
		if !strings.HasPrefix(p.Rule, "config-") || strings.HasPrefix(p.Path, "extends") ||
			strings.HasPrefix(p.Path, "replaces") {
			return fmt.Errorf("%s:%d:%d: %s", p.File, p.Position.Line, p.Position.Column, p.Message)
		}
	}
	return nil
}

// movesBase reports whether changed files, by their absolute paths, may change the base of a project.
func (c lintConfig) movesBase(changed map[string]bool) bool {
	extends := c.policy.Extends().Reference
	if extends == "" {
		return false
	}
	dir := filepath.Dir(c.name())
	return slices.ContainsFunc([]string{c.name(), filepath.Join(dir, policy.LockName), filepath.Join(dir, extends)},
		func(file string) bool { return isChanged(changed, file) })
}

// loadBy reads the content, and the catalog that its configuration says it extends.
func (t tree) loadBy(ctx context.Context, config lintConfig, options ...catalog.Option) (
	*catalog.Catalog, []finding.Finding, error,
) {
	if t.dir == "" {
		return catalog.Load(content.FS, embeddedBase)
	}
	extended, lock, err := config.base(ctx)
	if err != nil {
		return nil, nil, err
	}
	return t.read(ctx, config, extended, lock, options...)
}

// read reads a content directory that extends a catalog, or none.
func (t tree) read(ctx context.Context, config lintConfig, extended *catalog.Base, lock policy.Lock,
	options ...catalog.Option) (*catalog.Catalog, []finding.Finding, error) {
	c, problems, err := catalog.LoadDir(t.dir, append(options, catalog.Until(ctx), catalog.Extending(extended))...)
	if err != nil {
		return nil, nil, err
	}
	if len(t.over) > 0 {
		c, problems = overlay(c, problems, t.over)
	}
	return c, append(problems, config.policy.CheckBase(c, lock)...), nil
}

// base returns the catalog that the project extends, or nil, and what pins it.
func (c lintConfig) base(ctx context.Context) (*catalog.Base, policy.Lock, error) {
	return c.openBase(ctx, base.Open)
}

// pinned returns the catalog that the project extended when its lock was written, or nil, and the lock.
func (c lintConfig) pinned(ctx context.Context) (*catalog.Base, policy.Lock, error) {
	return c.openBase(ctx, base.Pinned)
}

func (c lintConfig) openBase(ctx context.Context,
	open func(context.Context, policy.Extends, policy.Lock, base.Options) (*catalog.Base, error),
) (*catalog.Base, policy.Lock, error) {
	if c.policy.Extends().Reference == "" {
		return nil, policy.Lock{}, nil
	}
	options, err := c.baseOptions()
	if err != nil {
		return nil, policy.Lock{}, err
	}
	lock, err := base.ReadLock(options.Dir)
	if err != nil {
		return nil, lock, err
	}
	opened, err := open(ctx, c.policy.Extends(), lock, options)
	return opened, lock, err
}

// baseOptions returns where the base of a project is looked for. The settings of the cache and the registry are those
// of serve, from the environment.
func (c lintConfig) baseOptions() (base.Options, error) {
	cache, err := releaseCache(os.Getenv("COMPENDIUM_CACHE_DIR"))
	if err != nil && c.policy.Extends().Reference != base.Embedded {
		return base.Options{}, err
	}
	return base.Options{
		Embedded: content.FS, Dir: filepath.Dir(c.name()), Cache: cache,
		Registry: registry.Options{PlainHTTP: os.Getenv("COMPENDIUM_PLAIN_HTTP") == "true",
			CA: os.Getenv("COMPENDIUM_REGISTRY_CA")},
	}, nil
}

// releaseCache returns the directory that keeps releases: the one that is set, or that of the user.
func releaseCache(set string) (string, error) {
	dir, err := os.UserCacheDir()
	if set == "" && err != nil {
		return "", fmt.Errorf("the user has no cache directory: %w; name one with COMPENDIUM_CACHE_DIR", err)
	}
	return cmp.Or(set, filepath.Join(dir, "compendium", "releases")), nil
}

// contentSource reads a content directory for a server, and knows what it was read from.
type contentSource struct {
	tree

	beside []string // beside the directory: the configuration, the lock, the release file
}

// read reads the content as load does.
func (s *contentSource) read(ctx context.Context, options ...catalog.Option) (
	*catalog.Catalog, []finding.Finding, error,
) {
	config, err := readConfig(s.tree, "")
	if err != nil {
		return nil, nil, err
	}
	if err := config.namesBase(); err != nil {
		return nil, nil, err
	}
	s.beside = nil
	if dir := filepath.Dir(config.name()); config.name() != "" {
		s.beside = append(s.beside, filepath.Join(dir, policy.LockName))
		if reference := config.policy.Extends().Reference; reference != "" && reference != base.Embedded {
			s.beside = append(s.beside, filepath.Join(dir, reference))
		}
	}
	return s.loadBy(ctx, config, options...)
}

// watch returns the files and directories that the content depends on, as far as they exist.
func (s *contentSource) watch() []string {
	if s.dir == "" {
		return nil
	}
	watched := []string{s.dir}
	if name, err := findConfig(s.dir); err == nil && name != "" {
		watched = append(watched, name)
	}
	for _, name := range s.beside {
		if isFile(name) {
			watched = append(watched, name)
		}
	}
	return watched
}

// baseAt returns the catalog that the content extended as of a commit, or nil. A release file is the one that is there
// now.
func (t tree) baseAt(ctx context.Context, g git, commit string) (*catalog.Base, error) {
	name, err := findConfig(t.dir)
	if err != nil || name == "" {
		return nil, err
	}
	below, err := filepath.Rel(t.dir, filepath.Dir(name))
	if err != nil {
		return nil, err
	}
	show := func(file string) (text string, found bool) {
		text, err := g.run(ctx, "show", commit+":./"+filepath.ToSlash(filepath.Join(below, file)))
		return text, err == nil
	}
	text, found := show(policy.FileName)
	then := parseConfig(name, []byte(text))
	if !found || then.policy.Extends().Reference == "" {
		return nil, nil //nolint:nilnil // none is no error
	}
	var lock policy.Lock
	if text, found := show(policy.LockName); found {
		if lock, err = policy.ParseLock(policy.LockName, []byte(text)); err != nil {
			return nil, err
		}
	}
	options, err := then.baseOptions()
	if err != nil {
		return nil, err
	}
	return base.Open(ctx, then.policy.Extends(), lock, options)
}
