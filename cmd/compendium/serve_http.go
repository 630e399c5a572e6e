package main

import (
	"context"
	"crypto/tls"
	"log/slog"
	"net/http"

	"github.com/opencompendium/compendium/catalog/compare"
	"github.com/opencompendium/compendium/services"
	"github.com/opencompendium/compendium/services/config"
	httpapi "github.com/opencompendium/compendium/services/http"
	"github.com/opencompendium/compendium/services/site"
	"github.com/opencompendium/compendium/services/transport"
)

// newFront returns the HTTP server that ends together with a server and answers with its calls.
func newFront(
	cfg *config.Config, server *services.Server, observed *observation, secure *tls.Config, log *slog.Logger,
) (*http.Server, error) {
	api, err := httpapi.New(server, cfg)
	if err != nil {
		return nil, err
	}
	api.Pages(site.NewHandler(func() site.Served {
		held, done := server.Hold()
		if held == nil {
			return site.Served{}
		}
		options := site.Options{AsOf: held.File.AsOf(), Program: toolVersion()}
		changes := func() (string, []compare.Change) { return server.Changed(held) }
		return site.Served{Content: site.FromRelease(held.File), Options: options, Changes: changes, Close: done}
	}, int(cfg.HTTPCacheBytes)))
	var handler http.Handler = api
	if observed.log != nil {
		handler = observed.log.HTTP(handler)
	}
	front := httpapi.NewServer(observed.HTTP(handler), cfg, secure, log)
	server.Attach(front)
	return front, nil
}

// listenHTTP opens the port of HTTP, and returns what serves on it.
func listenHTTP(ctx context.Context, cfg *config.Config, front *http.Server, log *slog.Logger) (func() error, error) {
	network, address := config.Network(cfg.HTTPListen)
	listener, err := transport.Listen(ctx, network, address, cfg.MaxConnections)
	if err != nil {
		return nil, err
	}
	log.Info("listening for HTTP", "address", listener.Addr().String())
	if front.TLSConfig != nil {
		return func() error { return front.ServeTLS(listener, "", "") }, nil
	}
	return func() error { return front.Serve(listener) }, nil
}
