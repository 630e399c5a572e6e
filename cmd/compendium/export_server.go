package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/export"
	"github.com/opencompendium/compendium/client"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Schemes of the addresses of servers.
const (
	schemeServer       = "grpcs://"
	schemePlainServer  = "grpc://"
	flagTLSCA          = "tls-ca"
	flagTLSCertificate = "tls-cert"
	flagTLSKey         = "tls-key"
	flagToken          = "token-file"
)

func isServer(version string) bool {
	return strings.HasPrefix(version, schemeServer) || strings.HasPrefix(version, schemePlainServer)
}

// serverFlags say how a server is reached. All of them need TLS.
type serverFlags struct{ ca, cert, key, token string }

func (f *serverFlags) add(command *cobra.Command) {
	command.Flags().StringVar(&f.ca, flagTLSCA, "", "PEM file of the authorities for a server (default: the system's)")
	command.Flags().StringVar(&f.cert, flagTLSCertificate, "", "PEM file of a client certificate for a server")
	command.Flags().StringVar(&f.key, flagTLSKey, "", "PEM file of its private key")
	command.Flags().StringVar(&f.token, flagToken, "", "file of a bearer token for a server")
	command.MarkFlagsRequiredTogether(flagTLSCertificate, flagTLSKey)
}

// unused returns an error if a flag is set that nothing uses.
func (f *serverFlags) unused() error {
	if *f != (serverFlags{}) {
		return fmt.Errorf("--%s, --%s and --%s are for a server that is reached as %shost:port", flagTLSCA,
			flagTLSCertificate, flagToken, schemeServer)
	}
	return nil
}

// records returns the records of a server to export, all of one version.
func (f *serverFlags) records(ctx context.Context, address string) (export.Records, error) {
	var read export.Records
	options, err := f.options(address)
	if err != nil {
		return read, err
	}
	_, target, _ := strings.Cut(address, "://")
	conn, err := client.Dial(target, options...)
	if err != nil {
		return read, err
	}
	defer conn.Close() //nolint:errcheck // it was only read from
	served, err := client.Follow(ctx, conn)
	if err != nil {
		return read, fmt.Errorf("%s: %w", address, err)
	}
	defer served.Close()
	all := make(map[string]proto.Message)
	for _, kind := range catalog.Kinds() {
		for record, err := range served.Records(ctx, kind.String()) {
			if err != nil {
				return read, fmt.Errorf("%s: %w", address, err)
			}
			switch m := record.(type) {
			case *compendiumv1.Drug:
				read.Drugs = append(read.Drugs, m)
			case *compendiumv1.Regimen:
				read.Regimens = append(read.Regimens, m)
			case *compendiumv1.Regulator:
				read.Regulators = append(read.Regulators, m)
			case *compendiumv1.Source:
				read.Sources = append(read.Sources, m)
			}
			if named, ok := record.(interface{ GetName() string }); ok {
				all[named.GetName()] = record
			}
		}
	}
	read.Lookup = func(name string) proto.Message { return all[name] }
	return read, nil
}

// options returns how a connection to a server is made.
func (f *serverFlags) options(address string) ([]grpc.DialOption, error) {
	if strings.HasPrefix(address, schemePlainServer) {
		return []grpc.DialOption{grpc.WithTransportCredentials(insecure.NewCredentials())}, f.unused()
	}
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	if f.ca != "" {
		text, err := os.ReadFile(f.ca)
		if err != nil {
			return nil, fmt.Errorf("--%s: %w", flagTLSCA, err)
		}
		config.RootCAs = x509.NewCertPool()
		if !config.RootCAs.AppendCertsFromPEM(text) {
			return nil, fmt.Errorf("--%s: %s has no certificate in PEM", flagTLSCA, f.ca)
		}
	}
	if f.cert != "" {
		pair, err := tls.LoadX509KeyPair(f.cert, f.key)
		if err != nil {
			return nil, fmt.Errorf("--%s: %w", flagTLSCertificate, err)
		}
		config.Certificates = []tls.Certificate{pair}
	}
	options := []grpc.DialOption{grpc.WithTransportCredentials(credentials.NewTLS(config))}
	if f.token == "" {
		return options, nil
	}
	token, err := os.ReadFile(f.token)
	if err == nil && len(bytes.TrimSpace(token)) == 0 {
		err = errors.New("the file is empty")
	}
	if err != nil {
		return nil, fmt.Errorf("--%s: %w", flagToken, err)
	}
	return append(options, grpc.WithPerRPCCredentials(bearer(bytes.TrimSpace(token)))), nil
}

// bearer is a token that is sent with each call, over TLS alone.
type bearer string

// GetRequestMetadata implements [credentials.PerRPCCredentials].
func (b bearer) GetRequestMetadata(context.Context, ...string) (map[string]string, error) {
	return map[string]string{"authorization": "Bearer " + string(b)}, nil
}

// RequireTransportSecurity implements [credentials.PerRPCCredentials].
func (b bearer) RequireTransportSecurity() bool { return true }
