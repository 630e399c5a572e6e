package main

import (
	"context"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"sync"
	"syscall"

	"github.com/opencompendium/compendium/services"
	"github.com/opencompendium/compendium/services/access"
	"github.com/opencompendium/compendium/services/config"
	"github.com/opencompendium/compendium/services/transport"
)

// secure reads the TLS files and follows them until the context ends.
func (c *command) secure(
	ctx context.Context,
	cfg *config.Config,
	log *slog.Logger,
	started *sync.WaitGroup,
) (*transport.TLS, error) {
	secure, err := transport.NewTLS(
		transport.Files{Cert: cfg.TLSCert, Key: cfg.TLSKey, ClientCA: cfg.TLSClientCA, ClientOptional: cfg.TLSClientOptional},
		log,
		c.Now,
	)
	if err != nil {
		return nil, err
	}
	hangup := make(chan os.Signal, 1)
	signal.Notify(hangup, syscall.SIGHUP)
	started.Go(func() {
		defer signal.Stop(hangup)
		secure.Follow(ctx, cfg.TLSPoll, hangup)
	})
	return secure, nil
}

// auth returns how callers authenticate, or nil if they need not.
func (c *command) auth(cfg *config.Config) (*services.Auth, error) {
	if cfg.OIDCIssuer == "" && cfg.TLSClientCA == "" {
		return nil, nil //nolint:nilnil // no proof is asked for
	}
	rules, err := access.NewRules(cfg.Allow, services.Methods())
	if err != nil {
		return nil, err
	}
	auth := &services.Auth{Rules: rules, TokenOrCertificate: cfg.TLSClientOptional}
	if cfg.OIDCIssuer != "" {
		auth.Tokens = access.NewTokens(cfg.OIDCIssuer, cfg.OIDCAudience, cfg.OIDCKeys, http.DefaultTransport, c.Now)
	}
	return auth, nil
}
