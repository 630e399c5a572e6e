// Package client reads a compendium service: from the service itself, or from a copy in memory that follows it, by the same interface.
//
// It knows the generated API and gRPC, and nothing of how the service works inside.
package client

import (
	"context"
	"fmt"
	"iter"
	"strings"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	_ "google.golang.org/grpc/health" // checks health for the service config
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
)

// ServiceConfig is how calls are made unless the caller says otherwise: replicas that are ready take turns, and calls that only read are
// tried again when a replica is away or has no room.
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

// maxResponse is the largest response that is taken: a page of 1,000 large records.
const maxResponse = 64 << 20

// Dial connects to a service with ServiceConfig. The options come behind its own and need at least credentials.
func Dial(target string, options ...grpc.DialOption) (*grpc.ClientConn, error) {
	conn, err := grpc.NewClient(target, append([]grpc.DialOption{
		grpc.WithDefaultServiceConfig(ServiceConfig), grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(maxResponse)),
	}, options...)...)
	if err != nil {
		return nil, fmt.Errorf("connect to %s: %w", target, err)
	}
	return conn, nil
}

// Reader reads records. Remote and Cache are readers.
type Reader interface {
	// Record gives the record of a name such as "drugs/imatinib". The error of one that there is not has the code NOT_FOUND.
	Record(ctx context.Context, name string) (proto.Message, error)
	// Records gives the records of a collection such as "drugs", sorted by name. After an error there is no more.
	Records(ctx context.Context, collection string) iter.Seq2[proto.Message, error]
}

// Get gives the record of a name as its type: Get[*compendiumv1.Drug](ctx, reader, "drugs/imatinib"). The records of a cache are shared:
// they must not be changed.
func Get[T proto.Message](ctx context.Context, from Reader, name string) (T, error) {
	var none T
	record, err := from.Record(ctx, name)
	if err != nil {
		return none, err
	}
	typed, ok := record.(T)
	if !ok {
		return none, status.Errorf(codes.InvalidArgument, "%s is a %s and no %s", name, record.ProtoReflect().Descriptor().Name(), none.ProtoReflect().Descriptor().Name())
	}
	return typed, nil
}

// List gives all records of a type, sorted by name: for drug, err := range List[*compendiumv1.Drug](ctx, reader). After an error there is
// no more. The records of a cache are shared: they must not be changed.
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
		yield(none, status.Errorf(codes.InvalidArgument, "there is no collection of %s", message.Name()))
	}
}

// Remote reads from a service.
type Remote struct{ conn grpc.ClientConnInterface }

// NewRemote makes a reader of a connection.
func NewRemote(conn grpc.ClientConnInterface) *Remote { return &Remote{conn} }

// Record asks the service for a record.
func (r *Remote) Record(ctx context.Context, name string) (proto.Message, error) {
	return r.at(ctx, name, "")
}

// at asks for a record as it is in a version, or in the newest for "".
func (r *Remote) at(ctx context.Context, name, version string) (proto.Message, error) {
	collection, _, _ := strings.Cut(name, "/")
	c, ok := collections[collection]
	if !ok {
		return nil, status.Errorf(codes.InvalidArgument, "%s is in no collection; write a name such as drugs/imatinib", name)
	}
	return c.get(ctx, r.conn, name, version)
}

// Records asks the service for page after page. All pages come from the version that answered the first, as long as it is retained.
func (r *Remote) Records(ctx context.Context, collection string) iter.Seq2[proto.Message, error] {
	return r.list(ctx, collection, "")
}

func (r *Remote) list(ctx context.Context, collection, version string) iter.Seq2[proto.Message, error] {
	return func(yield func(proto.Message, error) bool) {
		c, ok := collections[collection]
		if !ok {
			yield(nil, status.Errorf(codes.InvalidArgument, "there is no collection %s; write one such as drugs", collection))
			return
		}
		token := ""
		for {
			page, next, err := c.list(ctx, r.conn, version, token)
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

// errorDomain and reasonNotFound are what the service says of a record that it does not have.
const (
	errorDomain    = "compendium.opencompendium.github.com"
	reasonNotFound = "RESOURCE_NOT_FOUND"
)

// notFound makes the error of a record that a copy does not have, as the service would.
func notFound(name string) error {
	st := status.Newf(codes.NotFound, "There is no %s.", name)
	if detailed, err := st.WithDetails(&errdetails.ErrorInfo{Reason: reasonNotFound, Domain: errorDomain, Metadata: map[string]string{"names": name}}); err == nil {
		st = detailed
	}
	return st.Err()
}

// Reason gives the reason of an error of the service, such as "RESOURCE_NOT_FOUND", and what varies in it. An error that has none gives "".
func Reason(err error) (reason string, varies map[string]string) {
	for _, detail := range status.Convert(err).Details() {
		if info, ok := detail.(*errdetails.ErrorInfo); ok {
			return info.Reason, info.Metadata
		}
	}
	return "", nil
}
