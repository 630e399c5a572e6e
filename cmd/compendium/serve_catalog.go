package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/release/follow"
	"github.com/opencompendium/compendium/release/registry"
	"github.com/opencompendium/compendium/release/signing"
	"github.com/opencompendium/compendium/services/config"
)

// channel is what serve follows: a channel of a registry, or an address.
type channel interface {
	Look(ctx context.Context) (string, error)
	Load(ctx context.Context) (*release.Release, error)
	LastGood(ctx context.Context) (*release.Release, error)
	Activated(ctx context.Context) error
}

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
	return source{
		first: func(ctx context.Context) (*release.Release, error, error) {
			r, err := load(ctx)
			if err == nil {
				return r, nil, nil
			}
			// What was good before is better than nothing, whatever keeps the newest out.
			kept, keptErr := onDay(followed.LastGood(ctx))
			if keptErr != nil {
				return nil, nil, err //nolint:nilnil // the second is what was passed over, which nothing was
			}
			return kept, err, nil
		},
		load: load,
		stamp: func(ctx context.Context) (string, error) {
			day, err := c.day(cfg.AsOf)
			if err != nil {
				return "", err
			}
			digest, err := followed.Look(ctx)
			return string(day) + " " + digest, err
		},
		activated: followed.Activated,
	}, nil
}

func (c *command) channel(cfg *config.Config) (channel, error) {
	options := follow.Options{AllowRollback: cfg.AllowRollback, MaxShrink: cfg.MaxShrink, Probes: cfg.Probes, Keep: cfg.RetainReleases, KeepBytes: cfg.RetainBytes,
		Registry: registry.Options{PlainHTTP: cfg.PlainHTTP, NoRetries: true}, Cache: cfg.CacheDir}
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
	reference, err := registry.Parse(cfg.Catalog)
	if err != nil {
		return nil, fmt.Errorf("--catalog: %w", err)
	}
	if options.Cache == "" && !reference.Layout {
		dir, err := os.UserCacheDir()
		if err != nil {
			return nil, errors.Join(errors.New("--cache-dir: there is no cache directory of the user; name one"), err)
		}
		options.Cache = filepath.Join(dir, "compendium", "releases")
	}
	return follow.New(reference, options)
}
