package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/release/follow"
	"github.com/opencompendium/compendium/release/registry"
	"github.com/opencompendium/compendium/release/signing"
	"github.com/opencompendium/compendium/services/config"
)

// catalogSource follows the channel that the configuration names.
func (c *command) catalogSource(cfg *config.Config) (source, error) {
	followed, err := c.channel(cfg)
	if err != nil {
		return source{}, fmt.Errorf("serve: %w", err)
	}
	onDay := func(opened *release.Release, err error) (*release.Release, error) {
		if err != nil {
			return nil, err
		}
		day, err := c.day(cfg.AsOf)
		if err != nil {
			return nil, err
		}
		return on(opened, day)
	}
	load := func(ctx context.Context) (*release.Release, error) { return onDay(followed.Load(ctx)) }
	var unanswered error
	return source{
		first: func(ctx context.Context) (beginning, error) {
			since := followed.KeptSince()
			// A clock that was ahead does not make it new.
			if now := c.Now(); since.After(now) {
				since = now
			}
			// Who did not answer a moment ago is not waited for once more.
			var r *release.Release
			err := unanswered
			if err == nil || since.IsZero() {
				if r, err = load(ctx); err == nil {
					return beginning{Release: r}, nil
				}
			}
			// What was good before is better than nothing, whatever keeps the newest out.
			kept, keptErr := onDay(followed.LastGood(ctx))
			if keptErr != nil {
				return beginning{}, fmt.Errorf("%w; and of what was served before: %w", err, keptErr)
			}
			return beginning{Release: kept, refused: err, kept: since}, nil
		},
		earlier: func(now *release.Release, most int) []*release.Release {
			var list []*release.Release
			for _, r := range followed.Earlier(now, most) {
				if r, err := onDay(r, nil); err == nil {
					list = append(list, r)
				}
			}
			return list
		},
		load: load,
		stamp: func(ctx context.Context) (stamp string, err error) {
			stamp, err = followed.Look(ctx)
			unanswered = err
			return stamp, err
		},
		activated: followed.Activated,
		day:       func() (date.Day, error) { return c.day(cfg.AsOf) },
		poll:      cfg.CatalogPoll,
	}, nil
}

func (c *command) channel(cfg *config.Config) (*follow.Follower, error) {
	options := follow.Options{
		Name: cfg.CatalogName, Mirrors: cfg.Mirrors, AllowRollback: cfg.AllowRollback, MaxShrink: cfg.MaxShrink, MaxBytes: cfg.MaxReleaseBytes,
		Probes: cfg.Probes, Keep: cfg.RetainReleases, KeepBytes: cfg.RetainBytes, Cache: cfg.CacheDir,
		Registry: registry.Options{PlainHTTP: cfg.PlainHTTP, NoRetries: true},
	}
	for _, file := range cfg.VerifyKeys {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("--verify-key: %w", err)
		}
		keys, err := signing.ParsePublicKeys(text)
		if err != nil {
			return nil, fmt.Errorf("--verify-key %s: %w", file, err)
		}
		options.Keys = append(options.Keys, keys...)
	}
	if options.Cache == "" {
		dir, err := os.UserCacheDir()
		if err != nil {
			return nil, errors.Join(errors.New("--cache-dir: there is no cache directory of the user; name one"), err)
		}
		options.Cache = filepath.Join(dir, "compendium", "releases")
	}
	followed, err := follow.New(cfg.Catalog, options)
	if err != nil {
		return nil, fmt.Errorf("--catalog, --mirror: %w", err)
	}
	return followed, nil
}
