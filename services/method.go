package services

import (
	"context"
	"fmt"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/proto"
)

// VersionHeader is the header metadata of every response that names the version of the catalog that answered.
const VersionHeader = "catalog-version"

// method answers one RPC from one release. Its response is a message, or bytes that are ready.
type method struct {
	request func() proto.Message
	answer  func(ctx context.Context, now *serving, request proto.Message) (any, error)
}

// answer makes a method of a function over a request type.
func answer[T any, Request interface {
	*T
	proto.Message
}](f func(context.Context, *serving, Request) (any, error)) method {
	return method{
		request: func() proto.Message { return Request(new(T)) },
		answer: func(ctx context.Context, now *serving, request proto.Message) (any, error) {
			typed, ok := request.(Request)
			if !ok {
				return nil, fmt.Errorf("the request is a %T", request)
			}
			return f(ctx, now, typed)
		},
	}
}

// description copies the description of a generated service with handlers that answer from releases. The generated handlers would
// encode a message anew for each call.
func (s *Server) description(generated *grpc.ServiceDesc, methods map[string]method) *grpc.ServiceDesc {
	described := *generated
	described.HandlerType = nil
	described.Methods = nil
	for _, m := range generated.Methods {
		implemented, ok := methods[m.MethodName]
		if !ok {
			continue
		}
		full := "/" + generated.ServiceName + "/" + m.MethodName
		described.Methods = append(described.Methods, grpc.MethodDesc{MethodName: m.MethodName, Handler: s.limits.admit(full, s.handler(full, implemented))})
	}
	return &described
}

func (s *Server) handler(full string, m method) grpc.MethodHandler {
	info := &grpc.UnaryServerInfo{Server: s, FullMethod: full}
	run := func(ctx context.Context, request any) (any, error) {
		message, ok := request.(proto.Message)
		if !ok {
			return nil, fmt.Errorf("the request is a %T", request)
		}
		// One release answers the whole call, and a refusal too says which one it was.
		now := s.serving.Load()
		if err := grpc.SetHeader(ctx, metadata.Pairs(VersionHeader, now.Image.Version())); err != nil {
			return nil, fmt.Errorf("set header metadata: %w", err)
		}
		if err := s.validator.Validate(message); err != nil {
			return nil, invalidRequest(err)
		}
		return m.answer(ctx, now, message)
	}
	return func(_ any, ctx context.Context, decode func(any) error, interceptor grpc.UnaryServerInterceptor) (any, error) {
		request := m.request()
		if err := decode(request); err != nil {
			return nil, err
		}
		if interceptor == nil {
			return run(ctx, request)
		}
		return interceptor(ctx, request, info, run)
	}
}
