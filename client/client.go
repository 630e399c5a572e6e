// Package client reads a compendium service through one interface, either directly or from an in-memory copy that
// follows the service.
//
// It knows the generated API and gRPC, and nothing of the server's implementation.
package client

import (
	"context"
	"fmt"
	"iter"
	"strings"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	_ "google.golang.org/grpc/health" // required by healthCheckConfig
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
)

// ServiceConfig is the default gRPC service config: it balances calls over healthy replicas and retries calls when a
// replica is unavailable or overloaded.
const ServiceConfig = `{
  "loadBalancingConfig": [{"round_robin": {}}],
  "healthCheckConfig": {"serviceName": "ready"},
  "methodConfig": [{
    "name": [{"service": "compendium.v1.CatalogService"}],
    "retryPolicy": {
      "maxAttempts": 4,
      "initialBackoff": "0.1s",
      "maxBackoff": "2s",
      "backoffMultiplier": 2,
      "retryableStatusCodes": ["UNAVAILABLE", "RESOURCE_EXHAUSTED"]
    }
  }]
}`

// Dial connects to a service with ServiceConfig. The given options take precedence and must include credentials.
func Dial(target string, options ...grpc.DialOption) (*grpc.ClientConn, error) {
	conn, err := grpc.NewClient(target, append([]grpc.DialOption{
		grpc.WithDefaultServiceConfig(ServiceConfig),
	}, options...)...)
	if err != nil {
		return nil, fmt.Errorf("connect to %s: %w", target, err)
	}
	return conn, nil
}

// Reader reads records. Remote and Cache implement it.
type Reader interface {
	// Record returns a record by name, such as "drugs/imatinib". It returns a NOT_FOUND error if there is none.
	Record(ctx context.Context, name string) (proto.Message, error)
	// Records iterates over the records of a collection, such as "drugs", sorted by name. It stops after the first error.
	Records(ctx context.Context, collection string) iter.Seq2[proto.Message, error]
}

// Get returns a record as a value of its type: Get[*compendiumv1.Drug](ctx, reader, "drugs/imatinib"). Records from a
// Cache are shared and must not be modified.
func Get[T proto.Message](ctx context.Context, from Reader, name string) (T, error) {
	var none T
	record, err := from.Record(ctx, name)
	if err != nil {
		return none, err
	}
	typed, ok := record.(T)
	if !ok {
		return none, status.Errorf(codes.InvalidArgument, "%s is a %s, not a %s", name,
			record.ProtoReflect().Descriptor().Name(), none.ProtoReflect().Descriptor().Name())
	}
	return typed, nil
}

// List iterates over all records of a type, sorted by name: for drug, err := range List[*compendiumv1.Drug](ctx,
// reader). It stops after the first error. Records from a Cache are shared and must not be modified.
func List[T proto.Message](ctx context.Context, from Reader) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		message := none.ProtoReflect().Descriptor()
		for name, c := range collections {
			if c.message != message.FullName() {
				continue
			}
			for record, err := range from.Records(ctx, name) {
				typed, _ := record.(T)
				if !yield(typed, err) {
					return
				}
			}
			return
		}
		yield(none, status.Errorf(codes.InvalidArgument, "no collection holds records of type %s", message.Name()))
	}
}

// Remote is a Reader that calls the service.
type Remote struct{ conn grpc.ClientConnInterface }

// NewRemote returns a Remote that uses conn.
func NewRemote(conn grpc.ClientConnInterface) *Remote { return &Remote{conn} }

// Record implements [Reader].
func (r *Remote) Record(ctx context.Context, name string) (proto.Message, error) {
	return r.at(ctx, name, "")
}

// at returns a record as of a version, or of the newest version if version is "".
func (r *Remote) at(ctx context.Context, name, version string) (proto.Message, error) {
	collection, _, _ := strings.Cut(name, "/")
	c, ok := collections[collection]
	if !ok {
		return nil, status.Errorf(codes.InvalidArgument, "%s is in no known collection; use a name such as drugs/imatinib",
			name)
	}
	return c.read(ctx, r.conn, name, version)
}

// Records implements [Reader] with paged calls. All pages come from one version, as long as the service retains it.
func (r *Remote) Records(ctx context.Context, collection string) iter.Seq2[proto.Message, error] {
	return r.list(ctx, collection, "")
}

func (r *Remote) list(ctx context.Context, collection, version string) iter.Seq2[proto.Message, error] {
	return func(yield func(proto.Message, error) bool) {
		c, ok := collections[collection]
		if !ok {
			yield(nil, status.Errorf(codes.InvalidArgument, "unknown collection %s; use one such as drugs", collection))
			return
		}
		token := ""
		for {
			page, next, err := c.page(ctx, r.conn, version, token)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, record := range page {
				if !yield(record, nil) {
					return
				}
			}
			if token = next; token == "" {
				return
			}
		}
	}
}

// errorDomain and reasonNotFound identify the service's error for a record that does not exist.
const (
	errorDomain    = "compendium.opencompendium.github.com"
	reasonNotFound = "RESOURCE_NOT_FOUND"
)

// notFound returns the same error as the service for a missing record.
func notFound(name string) error {
	st := status.Newf(codes.NotFound, "There is no %s.", name)
	if detailed, err := st.WithDetails(&errdetails.ErrorInfo{Reason: reasonNotFound, Domain: errorDomain,
		Metadata: map[string]string{"names": name}}); err == nil {
		st = detailed
	}
	return st.Err()
}

// Reason returns the reason of a service error, such as "RESOURCE_NOT_FOUND", and its metadata. The reason is "" if err
// has none.
func Reason(err error) (reason string, metadata map[string]string) {
	for _, detail := range status.Convert(err).Details() {
		if info, ok := detail.(*errdetails.ErrorInfo); ok {
			return info.Reason, info.Metadata
		}
	}
	return "", nil
}
