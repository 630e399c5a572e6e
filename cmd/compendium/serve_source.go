package main

import (
	"cmp"
	"fmt"
	"os"

	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/release/follow"
	"github.com/opencompendium/compendium/release/registry"
	"github.com/opencompendium/compendium/release/signing"
	"github.com/opencompendium/compendium/services/config"
)

// source returns the source that the configuration names.
func (c *command) source(cfg *config.Config) (follow.Source, error) {
	asOf := func() (date.Day, error) { return c.day(cfg.AsOf) }
	if _, err := asOf(); err != nil {
		return nil, err
	}
	if cfg.Catalog == "" {
		local := &follow.Local{Release: cfg.Release, AsOf: asOf, ToolVersion: toolVersion()}
		if cfg.Release == "" {
			from := &contentSource{tree: tree{dir: cmp.Or(cfg.Content, nearestContent())}}
			local.Source, local.Read, local.Watch = from.shown(), from.read, from.watch
		}
		return local, nil
	}
	options := follow.Options{
		Name: cfg.CatalogName, Mirrors: cfg.Mirrors, AllowRollback: cfg.AllowRollback, MaxShrink: cfg.MaxShrink,
		MaxBytes: cfg.MaxReleaseBytes,
		Probes:   cfg.Probes, Keep: cfg.RetainReleases, KeepBytes: cfg.RetainBytes, Cache: cfg.CacheDir, AsOf: asOf,
		Registry: registry.Options{PlainHTTP: cfg.PlainHTTP, CA: cfg.RegistryCA, NoRetries: true},
	}
	if err := setTrust(&options, cfg); err != nil {
		return nil, fmt.Errorf("serve: %w", err)
	}
	followed, err := follow.New(cfg.Catalog, options)
	if err != nil {
		return nil, fmt.Errorf("serve: --catalog, --mirror: %w", err)
	}
	return followed, nil
}

// setTrust sets the keys that releases are verified with, and the directory that keeps them.
func setTrust(options *follow.Options, cfg *config.Config) error {
	for _, file := range cfg.VerifyKeys {
		text, err := os.ReadFile(file)
		if err != nil {
			return fmt.Errorf("--verify-key: %w", err)
		}
		keys, err := signing.ParsePublicKeys(text)
		if err != nil {
			return fmt.Errorf("--verify-key %s: %w", file, err)
		}
		options.Keys = append(options.Keys, keys...)
	}
	cache, err := releaseCache(options.Cache)
	options.Cache = cache
	return err
}
